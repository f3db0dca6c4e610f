import { z } from 'zod';
import { CallerId } from '../../contracts/chat.js';
import type { Door } from '../deps.js';
import { callerOf, UserQuery } from '../identity.js';
import { runIdOf, RunParams } from '../params.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

const CancelRequest = z.object({ user_id: CallerId.nullish() });
const Cancelled = z.object({ run_id: z.string(), cancelled: z.boolean() });

/** `cancelled` is false where the run had ended before. */
export function createPostRunCancel(door: Door): Route {
  return {
    method: 'POST',
    path: '/runs/:id/cancel',
    summary: 'Ask a run to stop',
    scope: 'copilot.read',
    params: RunParams,
    query: UserQuery,
    body: CancelRequest,
    answers: [{ schema: Cancelled }],
    problems: ['not_found'],
    handle: async (ctx) => {
      const named =
        parse(CancelRequest, ctx.request.body ?? {}).user_id ?? parse(UserQuery, ctx.query).user_id;
      const runId = runIdOf(ctx);

      const cancelled = await door.runs.cancel(runId, callerOf(named, door.config.anonymousUser));

      ctx.body = { run_id: runId, cancelled };
    },
  };
}
