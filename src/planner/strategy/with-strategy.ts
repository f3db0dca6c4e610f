import type { Planner } from '../planner.js';
import { chooseByRules, planStrategy, routeStrategy, toOutcome } from './strategy-turn.js';

/** A planner that answers the questions of the Player ASI by XEngine and the table of the rules, and leaves all else to `planner`. */
export function withStrategy(planner: Planner): Planner {
  return {
    ...planner,
    async route(turn) {
      return turn.brief === undefined ? planner.route(turn) : routeStrategy(turn.brief);
    },
    async plan(turn, route) {
      const { brief } = turn;
      if (brief === undefined) return planner.plan(turn, route);
      const asked = planStrategy(turn, brief);
      return asked ?? { do: 'reply', outcome: toOutcome(turn, brief, chooseByRules(brief, undefined)) };
    },
    async replan(turn, route, progress) {
      const { brief } = turn;
      if (brief === undefined) return planner.replan(turn, route, progress);
      return { do: 'run', goal: progress.plan.goal, steps: [] };
    },
    async respond(turn, route, progress, onText) {
      const { brief } = turn;
      if (brief === undefined) return planner.respond(turn, route, progress, onText);
      const outcome = toOutcome(turn, brief, chooseByRules(brief, progress));
      onText(outcome.reply.text);
      return outcome;
    },
  };
}
