import { z } from 'zod';
import { ForkSummary } from '../../contracts/run.js';
import type { Door } from '../deps.js';
import { callerOfQuery, UserQuery } from '../identity.js';
import { runIdOf, RunParams } from '../params.js';
import type { Route } from '../route.js';

const Forks = z.object({ forks: z.array(ForkSummary) });

export function createGetRunForks(door: Door): Route {
  return {
    method: 'GET',
    path: '/runs/:id/forks',
    summary: 'The forks of a run, newest first',
    scope: 'copilot.read',
    params: RunParams,
    query: UserQuery,
    answers: [{ schema: Forks }],
    problems: ['not_found'],
    handle: async (ctx) => {
      const userId = callerOfQuery(ctx, door.config.anonymousUser);
      ctx.body = { forks: await door.runs.listForks(runIdOf(ctx), userId) } satisfies z.infer<typeof Forks>;
    },
  };
}
