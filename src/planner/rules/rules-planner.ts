import type { StepDraft } from '../../contracts/plan.js';
import type { Route } from '../../contracts/run-event.js';
import type { Meaning } from '../meaning/meaning.js';
import type { Decision, Planner, Progress, Turn } from '../planner.js';
import { compose } from './replies/compose.js';
import { capital, enumerate, sentencesOf } from './replies/format.js';
import { planWishes } from './plan-wishes.js';
import { stepsByWish, storyOf } from './story.js';
import { chooseRoute } from './choose-route.js';
import { understandAs } from './understand/understand.js';

/**
 * The planner that needs no model: tables of phrases, templates of plans and replies. Pure: the turn is all it reads. With
 * `meaning`, what the tables are not sure of is routed by likeness to examples.
 */
export function createRulesPlanner(meaning?: Meaning): Planner {
  return {
    name: 'rules',
    route: (turn) => chooseRoute(turn, meaning),
    plan: async (turn, route) => atWork(turn, () => plan(turn, route)),
    replan: async (turn, route, progress) => atWork(turn, () => replan(turn, route, progress)),
    respond: async (turn, route, progress, onText) => {
      const outcome = atWork(turn, () => compose(turn, understandAs(turn, route), progress));
      for (const piece of sentencesOf(outcome.reply.text)) onText(piece);
      return outcome;
    },
  };
}

function atWork<T>(turn: Turn, work: () => T): T {
  turn.signal.throwIfAborted();
  return work();
}

function plan(turn: Turn, route: Route): Decision {
  const wishes = understandAs(turn, route);
  const planned = planWishes(turn, wishes);
  const steps = planned.flatMap((one) => one.steps);
  if (steps.length === 0) return { do: 'reply', outcome: compose(turn, wishes) };
  const goals = planned.filter((one) => one.steps.length > 0).map(({ intent }) => intent.goal);
  return { do: 'run', goal: capital(enumerate([...new Set(goals)])), steps };
}

/** Tries the other way to the same end once, where a template knows one; else says how things stand. */
function replan(turn: Turn, route: Route, progress: Progress): Decision {
  const wishes = understandAs(turn, route);
  const planned = planWishes(turn, wishes);
  const owned = stepsByWish(planned, progress);
  const steps: StepDraft[] = [];
  const next = Math.max(0, ...progress.plan.steps.map(({ id }) => id)) + 1;
  for (const one of owned === undefined ? [] : planned) {
    const own = owned?.get(one) ?? [];
    const recovered = own.length > one.steps.length;
    const more = recovered
      ? []
      : (one.template.recover?.(storyOf(one, turn, progress, own), next + steps.length) ?? []);
    if (more.every(({ tool }) => turn.tools.has(tool))) steps.push(...more);
  }
  return steps.length > 0
    ? { do: 'run', goal: progress.plan.goal, steps }
    : { do: 'reply', outcome: compose(turn, wishes, progress) };
}
