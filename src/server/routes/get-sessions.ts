import { z } from 'zod';
import { CallerId } from '../../contracts/chat.js';
import { SessionView } from '../../contracts/run.js';
import type { Door } from '../deps.js';
import { callerOf, UserQuery } from '../identity.js';
import { PageLimit } from '../params.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

const SessionsQuery = UserQuery.extend({
  limit: PageLimit,
  before: CallerId.optional(),
  /** Words that were said in it, in any order and case. */
  q: z.string().trim().max(200).optional(),
});
const Sessions = z.object({ sessions: z.array(SessionView) });

export function createGetSessions(door: Door): Route {
  return {
    method: 'GET',
    path: '/sessions',
    summary: "The caller's conversations, last used first; with `q`, those in which all its words were said",
    scope: 'copilot.read',
    query: SessionsQuery,
    answers: [{ schema: Sessions }],
    handle: async (ctx) => {
      const { user_id, limit, before, q } = parse(SessionsQuery, ctx.query);
      const userId = callerOf(user_id, door.config.anonymousUser);

      const page = {
        limit,
        ...(before !== undefined && { before }),
        ...(q !== undefined && { sought: q }),
      };
      ctx.body = { sessions: await door.runs.listSessions(userId, page) };
    },
  };
}
