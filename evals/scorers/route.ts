import type { Route } from '../../src/contracts/run-event.js';
import { eventsOf, type TurnTrace } from '../replay/trace.js';
import { differences, plainJson } from './compare.js';
import { NOTHING, type Scorer } from './scorer.js';

/** Who takes the turn, what for, and who said so. */
export const route: Scorer = {
  name: 'route',
  judge({ route: expected }, turn) {
    if (expected === undefined) return undefined;
    const wanted = typeof expected === 'string' ? { specialist: expected } : expected;
    const anyOf = Object.entries(plainJson(wanted)).map(([name, value]) => {
      return [name, Array.isArray(value) ? { $in: value } : value] as const;
    });
    const found = differences(Object.fromEntries(anyOf), plainJson(observedRoute(turn)), 'subset');
    return found.map(({ path, expected, got }) => ({ what: `the ${path}`, expected, got: got ?? NOTHING }));
  },
};

export function observedRoute(turn: TurnTrace): Partial<Pick<Route, 'specialist' | 'intent' | 'by'>> {
  const chosen = eventsOf(turn, 'route.chosen')[0]?.route;
  if (chosen === undefined) return {};
  const { specialist, intent, by } = chosen;
  return { specialist, intent, by };
}
