import { expect, test } from 'vitest';
import type { Memory } from './memory.js';
import { indexMemories, rankMemories } from './rank-memories.js';

const NOW = new Date('2026-05-01T12:00:00Z');
const MEMORIES = ['my dog is called Pixel', 'he is two and eats everything', 'I ship to Porto'].map(
  (text, place): Memory => ({
    id: `m${place}`,
    kind: 'fact',
    text,
    answers: null,
    importance: 0.5,
    saidAt: NOW,
    lastUsedAt: null,
    vector: new Float32Array(2),
  }),
);
const LEXICAL = indexMemories(MEMORIES);
const idsOf = (text: string, cosines?: number[]): string[] =>
  rankMemories(MEMORIES, LEXICAL, { text, now: NOW, ...(cosines && { cosines }) }).map(({ id }) => id);

test('where one memory fits well, what lies near it is recalled with it, and nothing that is far', () => {
  expect(idsOf('zzz', [0.4, 0.25, 0.1])).toEqual(['m0', 'm1']);
});

test('where not even the best fits, nothing is recalled', () => {
  expect(idsOf('zzz', [0.35, 0.3, 0.3])).toEqual([]);
});

test('words in common make up for a vector that says little', () => {
  expect(idsOf('how old is Pixel the dog', [0.25, 0.1, 0])).toEqual(['m0']);
  expect(idsOf('zzz', [0.25, 0.1, 0])).toEqual([]);
});

test('without vectors words decide alone', () => {
  expect(idsOf('Pixel')).toEqual(['m0']);
  expect(idsOf('zzz')).toEqual([]);
});
