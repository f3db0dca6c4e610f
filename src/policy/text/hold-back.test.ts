import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { MAX_HELD, createHoldBack } from './hold-back.js';
import { createDice } from './fixtures/dice.js';
import { SEEDED, piecesOf, scrapText } from './fixtures/fragments.js';
import { cardSample, keySample, phraseSample } from './fixtures/secrets.js';
import { passwordSample, privateKeySample } from './fixtures/stated-secrets.js';
import { redactText } from './redact.js';

function stream(pieces: readonly string[]): string {
  const holdBack = createHoldBack();
  return pieces.map((piece) => holdBack.push(piece)).join('') + holdBack.end();
}

test('however a text is cut, what leaves is the redacted whole', () => {
  fc.assert(
    fc.property(scrapText(40), fc.constantFrom(1, 2, 3, 7, 20, 64, 500), (text, size) => {
      expect(stream(piecesOf(text, size))).toBe(redactText(text).text);
    }),
    { ...SEEDED, numRuns: 250 },
  );
});

test('a secret cut in two at any place is caught', () => {
  const dice = createDice(11);
  const long = 'There is nothing to see in this sentence, which is here to be long. '.repeat(8);
  const samples = [
    cardSample(dice),
    phraseSample(dice),
    passwordSample(dice),
    privateKeySample(dice),
    keySample(dice, 'openai'),
  ];
  for (const { text } of samples) {
    const whole = `${long}${text} ${long}`;
    const redacted = redactText(whole).text;
    for (let at = long.length; at < long.length + text.length; at += 3)
      expect(stream([whole.slice(0, at), whole.slice(at)])).toBe(redacted);
  }
});

test('ordinary words leave as they come', () => {
  const holdBack = createHoldBack();
  const sentence = 'The boss is weak against fire, so bring the plasma rifle and stay behind the shield. ';
  const sent = piecesOf(sentence.repeat(6), 5)
    .map((piece) => holdBack.push(piece))
    .join('');
  expect(sent.length).toBeGreaterThan(sentence.length * 6 - 64);
});

test('a candidate without end is given up, and nothing of it leaves', () => {
  const holdBack = createHoldBack();
  const sent = piecesOf('abandon '.repeat(MAX_HELD / 4), 4_000)
    .map((piece) => holdBack.push(piece))
    .join('');
  expect(sent + holdBack.end()).toBe('[text removed]');
});
