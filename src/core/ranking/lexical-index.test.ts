import { describe, expect, test } from 'vitest';
import { createLexicalIndex, growLexicalIndex } from './lexical-index.js';
import { termsOf } from './terms.js';

const TEXTS = [
  'I moved to Lisbon last month',
  "Lisbon's cafés are the best, Lisbon is the best",
  'My brother plays as a tank',
  'the and of',
  'My brother plays as a tank',
];
const QUERIES = ['where is lisbon', 'my brothers tank', 'cafe', 'xylophone', '', 'the and'];

/** The definition, written out: the cosine of two texts' weighed terms. */
function cosine(texts: readonly string[], query: string, text: string): number {
  const counted = texts.map(termsOf);
  const weigh = (of: string): Map<string, number> =>
    new Map(
      [...termsOf(of)].map(([term, count]) => {
        const frequency = counted.filter((terms) => terms.has(term)).length;
        return [term, (1 + Math.log(count)) * (Math.log((1 + texts.length) / (1 + frequency)) + 1)];
      }),
    );
  const [left, right] = [weigh(query), weigh(text)];
  const length = Math.hypot(...left.values()) * Math.hypot(...right.values());
  let product = 0;
  for (const [term, weight] of left) product += weight * (right.get(term) ?? 0);
  return length === 0 ? 0 : product / length;
}

const scoresOf = (index: { scores(query: string): Float64Array }): number[][] =>
  QUERIES.map((query) => Array.from(index.scores(query)));

function expectSame(actual: number[][], expected: number[][]): void {
  for (const [row, scores] of expected.entries()) {
    expect(actual[row]).toHaveLength(scores.length);
    for (const [at, score] of scores.entries()) expect(actual[row]?.[at]).toBeCloseTo(score, 5);
  }
}

describe('the lexical index', () => {
  test('gives the cosine of weighed terms, also to empty texts, texts without a telling word and texts twice', () => {
    const expected = QUERIES.map((query) => TEXTS.map((text) => cosine(TEXTS, query, text)));
    expect(expected.flat().some((score) => score > 0.2)).toBe(true);
    expectSame(scoresOf(createLexicalIndex(TEXTS)), expected);
  });

  test('is the same when grown text by text, and what it grew from goes on as it was', async () => {
    let index = createLexicalIndex([]);
    for (let size = 1; size <= TEXTS.length; size += 1) {
      const before = { index, scores: scoresOf(index) };
      index = await growLexicalIndex(TEXTS.slice(0, size), index);
      expect(scoresOf(before.index)).toEqual(before.scores);
      expectSame(scoresOf(index), scoresOf(createLexicalIndex(TEXTS.slice(0, size))));
    }
  });

  test('counts no text again that it knows, and keeps no word of a text that is gone', async () => {
    const first = createLexicalIndex(TEXTS);
    const [text = ''] = TEXTS;
    const grown = await growLexicalIndex([...TEXTS, 'a new one'], first);
    expect(grown.counted.texts.get(text)).toBe(first.counted.texts.get(text));
    const shrunk = await growLexicalIndex(TEXTS.slice(2), grown);
    expect(shrunk.counted.vocabulary.find('w:lisbon')).toBeUndefined();
    expectSame(scoresOf(shrunk), scoresOf(createLexicalIndex(TEXTS.slice(2))));
  });

  test('gives way to others while it counts', async () => {
    let turns = 0;
    const others = (async () => {
      for (; turns < 3; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    })();
    await growLexicalIndex(
      Array.from({ length: 20 }, (_, n) => `text number ${n}`),
      undefined,
      0,
    );
    expect(turns).toBe(3);
    await others;
  });
});
