import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { SEEDED } from './fixtures/fragments.js';
import { normalise, toOriginal } from './normalise.js';

test('plain text is left as it is, without a map', () => {
  const plain = 'Order 123, please.\n\tThanks';
  expect(normalise(plain)).toMatchObject({ text: plain, offsets: undefined });
});

test.each([
  ['full-width digits and letters', '\uff14\uff11 \uff21\uff42', '41 Ab'],
  ['digits of other scripts', '\u0664\u0661 \u0967 \u{1d7db}', '41 1 3'],
  ['zero width, bidi and tag characters', 'a\u200bb\u202ec\u{e0041}d\u2060e\ufefff', 'abcdef'],
  ['soft hyphens and variation selectors', 'pass\u00adword\ufe0f', 'password'],
  ['combining marks', 'p\u0336a\u0301ss', 'pass'],
  ['dashes, spaces and quotes', '1\u20132\u00a03\u3000\u201cx\u2019', '1-2 3 "x\''],
  ['look-alike letters', '\u0440\u0430ss', 'pass'],
  ['characters that stand for several', '\ufb01ne \u2474', 'fine (1)'],
  ['control characters', 'a\u0007b\u001bc', 'abc'],
])('%s are folded', (_, original, folded) => {
  expect(normalise(original).text).toBe(folded);
});

test('a place in the folded text leads back to what was written there', () => {
  const original = '\u{1f600} \u200bsay \uff14\u200b\uff11 \ufb01ne';
  const normalised = normalise(original);
  const at = (word: string) => {
    const start = normalised.text.indexOf(word);
    const place = toOriginal(normalised, start, start + word.length);
    return original.slice(place.start, place.end);
  };
  expect(at('41')).toBe('\uff14\u200b\uff11');
  expect(at('say')).toBe('say');
  expect(at('ine')).toBe('\ufb01ne');
});

test('a text folds like its pieces, and every place leads back inside it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      const whole = normalise(a + b);
      expect(whole.text).toBe(normalise(a).text + normalise(b).text);
      const places = [...whole.text].map((_, index) => toOriginal(whole, index, index + 1));
      expect(places.every(({ start, end }) => start < end && end <= a.length + b.length)).toBe(true);
    }),
    { ...SEEDED, numRuns: 200 },
  );
});
