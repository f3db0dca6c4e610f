import { z } from 'zod';
import type { Door } from '../deps.js';
import { lastPlace } from '../event-id.js';
import { callerOfQuery, UserQuery } from '../identity.js';
import { SessionParams } from '../params.js';
import type { Route } from '../route.js';
import { streamSession } from '../session-stream.js';
import { parse } from '../validate.js';

const SessionEventsQuery = UserQuery.extend({ last_event_id: z.string().optional() });

/** For a second tab: sees what is said in the first. It does not end; with Last-Event-ID it continues. */
export function createGetSessionEvents(door: Door): Route {
  return {
    method: 'GET',
    path: '/sessions/:id/events',
    summary: 'The events of a conversation, run after run, as this replica accepts them',
    scope: 'copilot.read',
    params: SessionParams,
    query: SessionEventsQuery,
    answers: [{ mediaType: 'text/event-stream' }],
    problems: ['not_found', 'bad_request'],
    handle: async (ctx) => {
      const { id: sessionId } = parse(SessionParams, ctx['params']);
      const userId = callerOfQuery(ctx, door.config.anonymousUser);
      await streamSession(ctx, door, { sessionId, userId, place: lastPlace(ctx) });
    },
  };
}
