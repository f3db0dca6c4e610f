import { JsonObject, type JsonValue } from '../../src/contracts/json.js';
import type { Expectation } from '../cases/expected.js';
import type { Change } from '../replay/trace.js';
import { differences } from './compare.js';
import { NOTHING, type Finding, type Scorer } from './scorer.js';

/** What is different in the services after the turn: that, and nothing else. */
export const endState: Scorer = {
  name: 'end state',
  judge: ({ services }, turn) => judgeChanges(services, turn.changes),
};

export function judgeChanges(
  expected: Expectation['services'],
  changes: readonly Change[],
): Finding[] | undefined {
  if (expected === undefined) return undefined;
  const wanted = expected === 'unchanged' ? {} : JsonObject.parse(expected);
  const left = new Map(changes.map((change) => [change.path, change]));
  const wrong = Object.entries(wanted).flatMap(([path, value]) => {
    const change = left.get(path);
    left.delete(path);
    if (change === undefined) return [{ what: `a change of ${path}`, expected: value, got: 'unchanged' }];
    return different(value, change);
  });
  const extra = [...left.values()].map(({ path, from, to }) => ({
    what: `no change of ${path}`,
    expected: from ?? NOTHING,
    got: to ?? NOTHING,
  }));
  return [...wrong, ...extra];
}

/** Fields of a new thing that are not named may be anything: ids and dates of it are nobody's wish. */
function different(expected: JsonValue, { path, to }: Change): Finding[] {
  return differences(expected, to, 'subset').map((one) => ({
    what: one.path === '' ? path : `${path}.${one.path}`,
    expected: one.expected,
    got: one.got ?? NOTHING,
  }));
}
