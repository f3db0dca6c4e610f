import { eventsOf, type TurnTrace } from '../replay/trace.js';
import { observedCalls } from './observed-calls.js';
import type { Scorer } from './scorer.js';

/** What the turn may cost, in calls and money. Time is not judged here: it is another one in each run. */
export const budget: Scorer = {
  name: 'budget',
  judge({ budget: limits }, turn) {
    if (limits === undefined) return undefined;
    const spent = observedCost(turn);
    return Object.entries(limits).flatMap(([name, limit]) => {
      const got = spent[name as keyof typeof spent];
      return limit === undefined || got <= limit ? [] : [{ what: name, expected: { $max: limit }, got }];
    });
  },
};

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
