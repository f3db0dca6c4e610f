import type { JsonObject } from '../../src/contracts/json.js';
import type { PlanStep } from '../../src/contracts/plan.js';
import { eventsOf, type TurnTrace } from '../replay/trace.js';
import { plainJson } from '../scorers/compare.js';
import type { ModelAnswer } from '../cases/eval-case.js';

/**
 * What a model must have answered for a turn to go as it went: its calls are on the log, its words are not, but what was made of
 * them is. A call for a repair is left out: the plan is answered as it was in the end.
 */
export function modelAnswersOf(trace: TurnTrace): ModelAnswer[] {
  const replans = eventsOf(trace, 'plan.replanned').map(({ plan, cause }) => ({ plan, cause }));
  return eventsOf(trace, 'model.finished').flatMap(({ purpose, outcome }): ModelAnswer[] => {
    if (outcome !== 'done') return purpose === 'repair' ? [] : [{ fail: 500 }];
    if (purpose === 'route') return routeOf(trace);
    if (purpose === 'plan') return [planOf(trace)];
    if (purpose === 'replan') return [replanOf(replans.shift())];
    return purpose === 'respond' ? [{ text: trace.reply?.text ?? '' }] : [];
  });
}

function routeOf(trace: TurnTrace): ModelAnswer[] {
  const route = eventsOf(trace, 'route.chosen')[0]?.route;
  if (route === undefined) return [];
  const { specialist, intent, confidence, reason } = route;
  return [{ json: { specialist, intent, confidence, reason } }];
}

function planOf(trace: TurnTrace): ModelAnswer {
  const plan = eventsOf(trace, 'plan.created')[0]?.plan;
  if (plan !== undefined)
    return { json: { do: 'run', goal: plan.goal, text: '', steps: plan.steps.map(asWritten) } };
  const text = trace.reply?.text ?? '';
  return { json: { do: text.trimEnd().endsWith('?') ? 'ask' : 'reply', goal: '', text, steps: [] } };
}

function replanOf(
  replanned: { plan: { goal: string; steps: PlanStep[] }; cause: string } | undefined,
): ModelAnswer {
  if (replanned === undefined)
    return { json: { do: 'stop', goal: '', cause: 'nothing more can be done', steps: [] } };
  const { plan, cause } = replanned;
  const fresh = plan.steps.filter(({ state }) => state === 'pending');
  return { json: { do: 'run', goal: plan.goal, cause, steps: fresh.map(asWritten) } };
}

function asWritten({ id, tool, label, args, after }: PlanStep): JsonObject {
  return plainJson({ id, tool, label, args, after });
}
