import { z } from 'zod';
import { ForkRequest } from '../../contracts/fork.js';
import { assertAccepting } from '../accept-request.js';
import type { Door } from '../deps.js';
import { callerOf, scopesOf } from '../identity.js';
import { runIdOf, RunParams } from '../params.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

const Forked = z.object({ run_id: z.string(), session_id: z.string() });

/** The fork goes on after the answer: its events are at `/runs/:id/events` like those of any run. */
export function createPostRunFork(door: Door): Route {
  return {
    method: 'POST',
    path: '/runs/:id/fork',
    summary: 'Go on from an event of a run that has ended, with something edited; writes are only rehearsed',
    scope: 'copilot.read',
    params: RunParams,
    body: ForkRequest,
    answers: [{ schema: Forked }],
    problems: ['not_found', 'cannot_fork', 'invalid_field', 'empty_message', 'queue_full', 'stopping'],
    handle: async (ctx) => {
      assertAccepting(door);
      const runId = runIdOf(ctx);
      const { user_id, at, edit } = parse(ForkRequest, ctx.request.body ?? {});
      const userId = callerOf(user_id, door.config.anonymousUser);

      const accepted = await door.runs.fork({ runId, userId, at, edit, scopes: scopesOf(ctx.req) });

      ctx.body = { run_id: accepted.runId, session_id: accepted.sessionId } satisfies z.infer<typeof Forked>;
    },
  };
}
