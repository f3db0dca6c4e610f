import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { protectInput } from '../input-policy.js';
import { cleanMessage } from '../text-policy.js';
import { unservedRequest } from '../unserved-request.js';

/** One message a line, below the kind of thing it is about. */
const messages = readFileSync(new URL('./fixtures/harmless-by-hand.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('# '));

/** What comes of a message on its way in: undefined where it is refused. */
function letIn(message: string): string | undefined {
  const { text } = cleanMessage(message);
  return unservedRequest(text) === undefined ? protectInput(text, 'a-session').text : undefined;
}

test('there are 500 harmless messages about secrets and money, none of them twice', () => {
  expect(messages.length).toBeGreaterThanOrEqual(500);
  expect(new Set(messages.map((text) => text.toLowerCase())).size).toBe(messages.length);
});

test('not one of them is refused or changed', () => {
  expect(messages.filter((message) => letIn(message) !== message)).toEqual([]);
});

test('nor one of them in capitals, or said twice in one message', () => {
  const louder = messages.flatMap((message) => [message.toUpperCase(), `${message}\n${message}`]);
  expect(louder.filter((message) => letIn(message) !== message)).toEqual([]);
});

describe('the same words with a secret in them lose the secret and nothing else', () => {
  test.each([
    ['I lost my card 4111 1111 1111 1111 yesterday, block it', '4111 1111 1111 1111'],
    ['topping up by card 5500-0000-0000-0004 fails', '5500-0000-0000-0004'],
    ['refund it to my credit card 378282246310005 please', '378282246310005'],
    ['my PIN is 4821 and the app says no', '4821'],
    ['my password is Sunfl0wer!22 but it says invalid', 'Sunfl0wer!22'],
    ['the code on the back, cvv 123, is not accepted', '123'],
    ['the verification code is 493027, where do I type it', '493027'],
    ['is my IBAN DE89 3704 0044 0532 0130 00 right for the transfer', 'DE89 3704 0044 0532 0130 00'],
    [
      'recovery phrase: legal winner thank year wave sausage worth useful legal winner thank yellow',
      'legal winner thank year wave sausage worth useful legal winner thank yellow',
    ],
    [`my api key sk-${'proj-'}Zq8Rk2Lw0Vb7Nc5Xt3Jm9Hd1 gives a 401`, 'Zq8Rk2Lw0Vb7Nc5Xt3Jm9Hd1'],
  ])('%s', (message, secret) => {
    const text = letIn(message) ?? '';
    expect(text).not.toContain(secret);
    const [before = ''] = message.split(secret);
    expect(text.startsWith(before.split(' ').slice(0, 2).join(' '))).toBe(true);
    expect(text.length).toBeGreaterThan(message.length - secret.length - 10);
  });
});
