import { RunView } from '../../contracts/run.js';
import type { Door } from '../deps.js';
import { callerOfQuery, UserQuery } from '../identity.js';
import { runIdOf, RunParams } from '../params.js';
import type { Route } from '../route.js';

export function createGetRun(door: Door): Route {
  return {
    method: 'GET',
    path: '/runs/:id',
    summary: 'One run: its state, and its reply once it has one',
    scope: 'copilot.read',
    params: RunParams,
    query: UserQuery,
    answers: [{ schema: RunView }],
    problems: ['not_found'],
    handle: async (ctx) => {
      const userId = callerOfQuery(ctx, door.config.anonymousUser);
      ctx.body = await door.runs.get(runIdOf(ctx), userId);
    },
  };
}
