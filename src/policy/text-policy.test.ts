import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanMessage, MAX_MESSAGE_LENGTH } from './text-policy.js';

const graphemes = (text: string): string[] =>
  Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);
const points = (text: string): number => [...text].length;

test('a message is trimmed of blanks of every kind', () => {
  expect(cleanMessage(' \t\r\n\u00a0\ufeff buy  nebula skin \u3000\n')).toEqual({
    text: 'buy  nebula skin',
    truncated: false,
  });
});

test.each(['', ' ', '\n\t\u00a0\u2003'])('%j is an empty message', (raw) => {
  expect(() => cleanMessage(raw)).toThrow(expect.objectContaining({ code: 'empty_message' }));
});

test.each(['a\u0000b', '\u0000', 'half \ud83d', '\udc00 half', 'x\ud83d\ud83d\ude00'])(
  '%j cannot be stored and is refused',
  (raw) => {
    expect(() => cleanMessage(raw)).toThrow(expect.objectContaining({ code: 'invalid_field' }));
  },
);

describe('the limit counts code points', () => {
  test.each([
    ['letters', 'x'],
    ['characters outside the basic plane', '𝔸'],
    ['emoji', '😀'],
  ])('exactly 4,000 %s pass, one more is cut', (_what, character) => {
    const full = character.repeat(MAX_MESSAGE_LENGTH);
    expect(cleanMessage(full)).toEqual({ text: full, truncated: false });
    expect(cleanMessage(full + character)).toEqual({ text: full, truncated: true });
  });

  test('blanks around the text do not count', () => {
    const full = 'x'.repeat(MAX_MESSAGE_LENGTH);
    expect(cleanMessage(`   ${full}   `)).toEqual({ text: full, truncated: false });
  });

  test('a cut that falls behind a blank leaves no blank at the end', () => {
    const raw = `${'x'.repeat(3_998)}  tail`;
    expect(cleanMessage(raw)).toEqual({ text: 'x'.repeat(3_998), truncated: true });
  });
});

const WHOLE = {
  'a family': '👨‍👩‍👧‍👦',
  'a flag': '🇩🇪',
  'a flag of a region': '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'a waving hand with a skin tone': '👋🏽',
  'a keycap': '1️⃣',
  'a letter with marks': 'e\u0323\u0302\u0301',
  'a syllable in Hangul jamo': '\u1100\u1161\u11a8',
};

describe('a cut never goes through a character', () => {
  test.each(Object.entries(WHOLE))('%s across the limit is left out whole', (_what, character) => {
    for (let before = MAX_MESSAGE_LENGTH - points(character) + 1; before < MAX_MESSAGE_LENGTH; before += 1) {
      const { text, truncated } = cleanMessage(`${'x'.repeat(before)}${character}tail`);
      expect(text).toBe('x'.repeat(before));
      expect(truncated).toBe(true);
    }
  });

  test.each(Object.entries(WHOLE))('a long row of %s is cut between two of them', (_what, character) => {
    for (const start of ['', 'a']) {
      const row = start + character.repeat(3_000);
      const { text } = cleanMessage(row);
      expect(
        graphemes(text)
          .slice(start.length)
          .every((one) => one === character),
      ).toBe(true);
      expect(points(text)).toBeGreaterThan(MAX_MESSAGE_LENGTH - points(character));
    }
  });

  test('one endless character is cut all the same', () => {
    const { text, truncated } = cleanMessage(`e${'\u0301'.repeat(5_000)}`);
    expect(points(text)).toBe(MAX_MESSAGE_LENGTH);
    expect(truncated).toBe(true);
  });

  test('what is kept is a beginning of what was said, in whole characters', () => {
    const piece = fc.oneof(
      fc.constantFrom(...Object.values(WHOLE), ' ', '\n', 'ab'),
      fc.string({ unit: 'grapheme' }),
    );
    const long = fc
      .array(piece, { minLength: 3_000, maxLength: 4_500 })
      .map((pieces) => `x${pieces.join('')}`);
    fc.assert(
      fc.property(long, (raw) => {
        fc.pre(!raw.includes('\u0000'));
        const { text, truncated } = cleanMessage(raw);
        const trimmed = raw.trim();
        expect(trimmed.startsWith(text)).toBe(true);
        expect(truncated).toBe(points(trimmed) > MAX_MESSAGE_LENGTH);
        expect(points(text)).toBeLessThanOrEqual(MAX_MESSAGE_LENGTH);
        expect(graphemes(trimmed).slice(0, graphemes(text).length).join('')).toBe(text);
      }),
      { numRuns: 5 },
    );
  });
});
