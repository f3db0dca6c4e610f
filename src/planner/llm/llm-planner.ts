import type { StrategyBrief } from '../../contracts/game-strategy.js';
import type { Decision, Planner, PlannerRun, Turn } from '../planner.js';
import { planStrategy } from '../strategy/strategy-turn.js';
import { chooseRoute } from './choose-route.js';
import { makePlan } from './make-plan.js';
import { makeReplan } from './make-replan.js';
import { makeReply } from './make-reply.js';
import { makeStrategy } from './make-strategy.js';
import { createRunDesk, type LlmPlannerDeps, type RunDesk } from './run-desk.js';

/**
 * The planner that asks a language model. Whatever the model does, a turn comes to a useful end: what it says is checked
 * before it counts, and where it fails the rules finish. Outside a run there is no model to ask, and the rules decide.
 */
export function createLlmPlanner(deps: LlmPlannerDeps): Planner {
  return {
    ...deps.rules,
    name: 'llm',
    prompts: deps.prompts,
    forRun(run: PlannerRun): Planner {
      const desk = createRunDesk(deps, run);
      return {
        name: 'llm',
        route: (turn) => (turn.brief === undefined ? chooseRoute(desk, turn) : deps.rules.route(turn)),
        plan: (turn, route) =>
          turn.brief === undefined ? makePlan(desk, turn, route) : planForStrategy(desk, turn, turn.brief),
        replan: (turn, route, progress) =>
          turn.brief === undefined
            ? makeReplan(desk, turn, { route, progress })
            : deps.rules.replan(turn, route, progress),
        async respond(turn, route, progress, onText) {
          const { brief } = turn;
          if (brief === undefined) return makeReply(desk, turn, { route, progress, onText });
          const outcome = await makeStrategy(desk, turn, { brief, progress });
          onText(outcome.reply.text);
          return outcome;
        },
      };
    },
  };
}

/** The rules' plan, for what is to be heard first; where there is nothing to hear, the choice at once. */
async function planForStrategy(desk: RunDesk, turn: Turn, brief: StrategyBrief): Promise<Decision> {
  const asked = planStrategy(turn, brief);
  if (asked !== undefined) return asked;
  return { do: 'reply', outcome: await makeStrategy(desk, turn, { brief, progress: undefined }) };
}
