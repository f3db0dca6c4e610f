import { OperationsView } from '../../contracts/operations.js';
import type { Door } from '../deps.js';
import type { Route } from '../route.js';

export function createGetOperations(door: Door): Route {
  return {
    method: 'GET',
    path: '/operations',
    summary:
      'How the service fares: runs by state, queue, open and unknown writes, bus, dead letters, what the model cost and may cost',
    scope: 'copilot.ops',
    answers: [{ schema: OperationsView }],
    problems: ['store_unavailable'],
    handle: async (ctx) => {
      const [runs, dead_letters] = await Promise.all([door.runs.operations(), door.game.deadLetters()]);
      ctx.body = { ...runs, dead_letters, model_limits: door.modelLimits ?? null } satisfies OperationsView;
    },
  };
}
