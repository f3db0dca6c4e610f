import type { Expectation } from '../cases/expected.js';
import { eventsOf, type TurnTrace } from '../replay/trace.js';
import { observedCalls } from './observed-calls.js';
import type { Finding, Scorer } from './scorer.js';

/** What the turn may cost, in calls, money and time. Without a limit time is not judged: it is another one in each run. */
export const budget: Scorer = {
  name: 'budget',
  judge({ budget: limits }, turn) {
    return limits === undefined ? undefined : overspent(limits, [turn]);
  },
};

/** What some turns cost together, where it is more than the limits allow. */
export function overspent(
  limits: NonNullable<Expectation['budget']>,
  turns: readonly TurnTrace[],
): Finding[] {
  const costs = turns.map((turn) => ({ ...observedCost(turn), ms: Math.round(turn.took_ms) }));
  return Object.entries(limits).flatMap(([name, limit]) => {
    const got = costs.reduce((sum, cost) => sum + cost[name as keyof typeof cost], 0);
    return limit === undefined || got <= limit ? [] : [{ what: name, expected: { $max: limit }, got }];
  });
}

export function observedCost(turn: TurnTrace) {
  const calls = eventsOf(turn, 'model.finished');
  const sum = (of: (call: (typeof calls)[number]) => number): number =>
    calls.reduce((total, call) => total + of(call), 0);
  return {
    tools: observedCalls(turn).length,
    model_calls: calls.length,
    tokens: sum((call) => call.input_tokens + call.output_tokens),
    cost_usd: Math.round(sum((call) => call.cost_usd) * 1e6) / 1e6,
  };
}
