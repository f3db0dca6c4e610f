import type { Plan } from '../contracts/plan.js';
import type { Route, RunEvent } from '../contracts/run-event.js';
import type { Planner } from '../planner/planner.js';

/**
 * A planner that keeps to what an earlier attempt of the run has decided and put on the log, and asks `planner` only for
 * what was not decided yet. A stored plan is carried on, never made again.
 */
export function withRecordedDecisions(planner: Planner, stored: RunEvent[]): Planner {
  const route = findRoute(stored);
  const plans = findPlans(stored);
  const recorded = (revision: number, known: number): { goal: string; steps: Plan['steps'] } | undefined => {
    const plan = plans.get(revision);
    return plan === undefined ? undefined : { goal: plan.goal, steps: plan.steps.slice(known) };
  };
  return {
    name: planner.name,
    route: (turn) => (route === undefined ? planner.route(turn) : Promise.resolve(route)),
    plan(turn, chosen) {
      const made = recorded(0, 0);
      return made === undefined ? planner.plan(turn, chosen) : Promise.resolve({ do: 'run', ...made });
    },
    replan(turn, chosen, progress) {
      const made = recorded(progress.plan.revision + 1, progress.plan.steps.length);
      return made === undefined
        ? planner.replan(turn, chosen, progress)
        : Promise.resolve({ do: 'run', ...made });
    },
    respond: (turn, chosen, progress, onText) => planner.respond(turn, chosen, progress, onText),
  };
}

function findRoute(stored: RunEvent[]): Route | undefined {
  for (const event of stored) if (event.type === 'route.chosen') return event.route;
  return undefined;
}

function findPlans(stored: RunEvent[]): Map<number, Plan> {
  const plans = new Map<number, Plan>();
  for (const event of stored) {
    if (event.type === 'plan.created' || event.type === 'plan.replanned')
      plans.set(event.plan.revision, event.plan);
  }
  return plans;
}
