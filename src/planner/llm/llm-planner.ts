import type { Planner, PlannerRun } from '../planner.js';
import { chooseRoute } from './choose-route.js';
import { createSummaryCache } from './history.js';
import { makePlan } from './make-plan.js';
import { makeReplan } from './make-replan.js';
import { makeReply } from './make-reply.js';
import { createRunDesk, type LlmPlannerDeps } from './run-desk.js';

/**
 * The planner that asks a language model. Whatever the model does, a turn comes to a useful end: what it says is checked
 * before it counts, and where it fails the rules finish. Outside a run there is no model to ask, and the rules decide.
 */
export function createLlmPlanner(deps: LlmPlannerDeps): Planner {
  const cache = createSummaryCache();
  return {
    ...deps.rules,
    name: 'llm',
    forRun(run: PlannerRun): Planner {
      const desk = createRunDesk(deps, run, cache);
      return {
        name: 'llm',
        route: (turn) => chooseRoute(desk, turn),
        plan: (turn, route) => makePlan(desk, turn, route),
        replan: (turn, route, progress) => makeReplan(desk, turn, { route, progress }),
        respond: (turn, route, progress, onText) => makeReply(desk, turn, { route, progress, onText }),
      };
    },
  };
}
