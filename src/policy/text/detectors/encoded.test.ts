import { expect, test } from 'vitest';
import { createDice } from '../fixtures/dice.js';
import { cardNumber, phrase } from '../fixtures/secrets.js';
import { createHoldBack } from '../hold-back.js';
import { redactText } from '../redact.js';

const dice = createDice(11);
const CARD = cardNumber(dice);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

test.each([
  [`take ${base64(`my card is ${CARD}`)} please`, 'take [card removed] please'],
  [`take ${base64(CARD)} please`, 'take [card removed] please'],
  [`take ${base64(phrase(dice).join(' '))}`, 'take [seed phrase removed]'],
  [`take ${Buffer.from(CARD).toString('hex')}.`, 'take [card removed].'],
  ['open https://x.io/?q=4111%201111%201111%201111&n=1', 'open [card removed]&n=1'],
  ['is postgres%3A%2F%2Fapp%3As3cret%40db it', 'is [password removed] it'],
])('%# a secret in code is found', (text, redacted) => {
  expect(redactText(text).text).toBe(redacted);
});

test.each([
  `read ${base64('the raid starts at nine, bring potions')}`,
  'https://veze.io/search?q=nebula%20skin%20deluxe&page=2',
  'commit 356a192b7913b04c54574d18c28d46e6395428ab',
  '100%25 off at nebula-skin-deluxe-edition-2026',
  'data %E0%A4%A is cut',
])('%s: is left alone', (text) => {
  expect(redactText(text).text).toBe(text);
});

test('it is found in a stream too, however it is cut', () => {
  const text = `take ${base64(`my card is ${CARD}`)} and 4111%201111%201111%201111 please`;
  const whole = redactText(text).text;
  for (let cut = 1; cut < text.length; cut += 1) {
    const holdBack = createHoldBack();
    const out = holdBack.push(text.slice(0, cut)) + holdBack.push(text.slice(cut)) + holdBack.end();
    expect(out, `cut at ${cut}`).toBe(whole);
  }
});
