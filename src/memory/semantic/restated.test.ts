import { expect, test } from 'vitest';
import type { MemoryKind } from '../../contracts/memory.js';
import type { Memory } from './memory.js';
import { restatedAmong } from './restated.js';

/** With vectors of this cosine to the first. */
function told(texts: readonly string[], { cosine = 0.9, kind = 'preference' as MemoryKind } = {}): Memory[] {
  return texts.map((text, place) => ({
    id: `m${place}`,
    kind,
    text,
    answers: null,
    importance: 0.5,
    saidAt: new Date(1_000 * place),
    lastUsedAt: null,
    vector: place === 0 ? Float32Array.of(1, 0) : Float32Array.of(cosine, Math.sqrt(1 - cosine ** 2)),
  }));
}

test.each([
  ['I like sushi', 'I really love sushi'],
  ['I like sushi', "I don't like sushi any more"],
  ['I play chess', 'I no longer play chess'],
])('"%s" gives way to "%s"', (older, newer) => {
  expect(restatedAmong(told([older, newer]))).toEqual(['m0']);
});

test.each([
  ['I am allergic to peanuts', 'I am allergic to milk'],
  ['my son is 5', 'my son is 6'],
  ['I play in the morning', 'I play in the evening'],
])('"%s" holds beside "%s"', (older, newer) => {
  expect(restatedAmong(told([older, newer]))).toEqual([]);
});

test('words alone do not make it the same thing, and what was done twice was done twice', () => {
  expect(restatedAmong(told(['I like sushi', 'I love sushi'], { cosine: 0.4 }))).toEqual([]);
  expect(restatedAmong(told(['Bought a hat', 'Bought a hat'], { kind: 'episode' }))).toEqual([]);
  expect(restatedAmong(told(['I like it', 'I love it']))).toEqual([]);
});
