import { expect, test } from 'vitest';
import { createVoice } from './voice.js';

/** What a second attempt says anew where the first one said `said`. */
function saidAnew(said: string[], pieces: string[]): [number, string][] {
  const anew: [number, string][] = [];
  const voice = createVoice((text, index) => void anew.push([index, text]), new Set(), said);
  for (const piece of pieces) voice.say(piece);
  voice.end();
  return anew;
}

test('what was said is not said again, however it is cut now', () => {
  expect(saidAnew(['Order 123 ', 'is refunded.'], ['Order 123 is refunded.'])).toEqual([]);
  expect(saidAnew(['Order 123 is refunded.'], ['Order ', '123 is ', 'refunded.'])).toEqual([]);
});

test('only what goes beyond it is said, numbered after it', () => {
  const anew = saidAnew(['Order 123 ', 'is refunded.'], ['Order 123 is refunded. The Comets', ' won. ']);
  expect(anew.map(([, text]) => text).join('')).toBe(' The Comets won. ');
  expect(anew.map(([index]) => index)).toEqual(anew.map((_one, position) => position + 2));
});

test('the text as a whole is the same with and without a break at any place', () => {
  const text = 'Order 123 is refunded: 19.99 USD. See https://veze.io/help or ask me. The Comets won 3:1.';
  const whole = saidAnew([], [text])
    .map(([, piece]) => piece)
    .join('');
  for (let at = 0; at <= whole.length; at += 1) {
    const rest = saidAnew(at === 0 ? [] : [whole.slice(0, at)], [text]);
    expect(whole.slice(0, at) + rest.map(([, piece]) => piece).join(''), `break at ${at}`).toBe(whole);
  }
});
