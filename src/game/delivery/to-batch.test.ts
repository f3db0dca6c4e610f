import { expect, test } from 'vitest';
import { takePart, toBatch, type Entry } from './to-batch.js';

const entry = (no: number, characters: number, matches: Entry['rows']['matches'] = []): Entry => ({
  book: { shard: 1, token: '7' },
  no,
  keepFrom: no - 1,
  published: no,
  rows: {
    log: [{ shard: 1, no, inputs: 'x'.repeat(characters) }],
    matches,
    minds: [],
    actions: [],
    steps: [],
    busEvents: [],
    deadLetters: [],
  },
});
const match = (snapshot: string | null) => ({
  matchId: 'm',
  shard: 1,
  snapshot,
  snapshotNo: 1,
  outcome: null,
});

test('what waits is put on record in parts that a commit can do, in order, nothing left out', () => {
  const waiting = Array.from({ length: 10 }, (_none, n) => entry(n + 1, 150_000));
  const parts: number[][] = [];
  while (waiting.length > 0) parts.push(takePart(waiting).map(({ no }) => no));
  expect(parts).toEqual([[1, 2, 3], [4, 5, 6], [7, 8, 9], [10]]);
});

test('an entry that is larger than a part is a part', () => {
  const waiting = [entry(1, 5_000_000), entry(2, 1)];
  expect(takePart(waiting).map(({ no }) => no)).toEqual([1]);
});

test('a shard goes on to its last entry, and a match is written once: its latest snapshot', () => {
  const batch = toBatch([
    entry(1, 1, [match(null)]),
    entry(2, 1, [match('two')]),
    entry(3, 1, [match(null)]),
  ]);
  expect(batch.shards).toEqual([{ shard: 1, token: '7', no: 3, published: 3, keepFrom: 2 }]);
  expect(batch.log.map(({ no }) => no)).toEqual([1, 2, 3]);
  expect(batch.matches.map(({ snapshot }) => snapshot)).toEqual(['two']);
});
