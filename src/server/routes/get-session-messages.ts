import { z } from 'zod';
import { MessageView } from '../../contracts/run.js';
import type { Door } from '../deps.js';
import { callerOf, UserQuery } from '../identity.js';
import { PageLimit, SessionParams } from '../params.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

const MessagesQuery = UserQuery.extend({ limit: PageLimit, before: z.uuid().optional() });
const Messages = z.object({ messages: z.array(MessageView) });

export function createGetSessionMessages(door: Door): Route {
  return {
    method: 'GET',
    path: '/sessions/:id/messages',
    summary: 'What was said in a conversation, oldest first',
    scope: 'copilot.read',
    params: SessionParams,
    query: MessagesQuery,
    answers: [{ schema: Messages }],
    problems: ['not_found'],
    handle: async (ctx) => {
      const { id } = parse(SessionParams, ctx['params']);
      const { user_id, limit, before } = parse(MessagesQuery, ctx.query);
      const userId = callerOf(user_id, door.config.anonymousUser);

      const page = before === undefined ? { limit } : { limit, before };
      ctx.body = { messages: await door.runs.listMessages(id, userId, page) };
    },
  };
}
