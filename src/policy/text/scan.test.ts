import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { describeRemoved } from './describe-removed.js';
import { POLICY_VERSION } from './finding.js';
import { cardNumber, phrase } from './fixtures/secrets.js';
import { createDice } from './fixtures/dice.js';
import { SEEDED, scrapText } from './fixtures/fragments.js';
import { redact, redactText } from './redact.js';
import { scanText } from './scan.js';

const dice = createDice(7);
const CARD = cardNumber(dice);
const PHRASE = phrase(dice).join(' ');

test('findings say what and where, and never hold the value', () => {
  const scan = scanText(`pay with ${CARD} please`);
  expect(scan).toEqual({
    findings: [{ class: 'card', start: 9, end: 9 + CARD.length }],
    policyVersion: POLICY_VERSION,
  });
});

test.each([
  [`my password is hunter2 and I cannot log in`, 'my password is [password removed] and I cannot log in'],
  [`pay with ${CARD} 12/27 123`, 'pay with [card removed] 12/27 [security code removed]'],
  [`words: ${PHRASE}`, 'words: [seed phrase removed]'],
  [`postgres://app:s3cret@db/main`, 'postgres://app:[password removed]@db/main'],
  ['card 4111/1111/1111/1111 ok', 'card [card removed] ok'],
  ['card 4111_1111_1111_1111 ok', 'card [card removed] ok'],
  ['card 4111·1111·1111·1111 ok', 'card [card removed] ok'],
  ['["4111","1111","1111","1111"]', '["[card removed]"]'],
  ['move to 4111, 1111, 1111, 1111', 'move to 4111, 1111, 1111, 1111'],
  ['мой пароль: hunter22', 'мой пароль: [password removed]'],
  ['我的密码是hunter22', '我的密码是[password removed]'],
  ['パスワードはhunter22', 'パスワードは[password removed]'],
  ['비밀번호는 hunter22', '비밀번호는 [password removed]'],
  ['moje hasło: hunter22', 'moje hasło: [password removed]'],
  ['şifrem hunter22', 'şifrem [password removed]'],
  ['忘记密码，怎么办', '忘记密码，怎么办'],
  ['забыл пароль', 'забыл пароль'],
  [`password: ${CARD}`, 'password: [card removed]'],
])('%# only the secret leaves the text', (text, redacted) => {
  expect(redactText(text).text).toBe(redacted);
});

test('a number that is called an order of ours stays', () => {
  for (const text of [`order ${CARD}`, `tracking number: ${CARD}`, `#${CARD}`, `RF-123-${CARD}`])
    expect(redactText(text).text).toBe(text);
});

test('personal data is found and left in place unless it is asked for', () => {
  const text = 'mail ann@veze.example or call +49 170 1234567';
  const { findings } = scanText(text);
  expect(findings.map((finding) => finding.class)).toEqual(['email', 'phone']);
  expect(redact(text, findings)).toEqual({ text, removed: {} });
  expect(redact(text, findings, new Set(['email'])).text).toBe(
    'mail [e-mail address removed] or call +49 170 1234567',
  );
});

test('a seed phrase with a slip is found where it is called one', () => {
  const words = PHRASE.split(' ').slice(0, 12).toReversed().join(' ');
  expect(redactText(`my recovery phrase: ${words}`).text).not.toContain(words);
});

test('beyond 32 checksums every long run of words is taken for a phrase', () => {
  const run = 'abandon ability able about above absent absorb abstract absurd abuse access accident ';
  const classes = scanText(`${run} x `.repeat(40)).findings.map((finding) => finding.class);
  expect(classes.length).toBeGreaterThanOrEqual(8);
});

test('any text gives findings in order, apart, and inside it', () => {
  fc.assert(
    fc.property(fc.oneof(scrapText(), fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
      const places = scanText(text).findings.flatMap(({ start, end }) => [start, end]);
      const inOrder = places.every((place, index) => {
        const before = places[index - 1] ?? 0;
        return index % 2 === 1 ? place > before : place >= before;
      });
      expect(inOrder && (places.at(-1) ?? 0) <= text.length).toBe(true);
    }),
    { ...SEEDED, numRuns: 300 },
  );
});

test('a redacted text holds nothing more to redact', () => {
  fc.assert(
    fc.property(scrapText(), (text) => {
      const once = redactText(text).text;
      expect(redactText(once)).toEqual({ text: once, removed: {} });
    }),
    { ...SEEDED, numRuns: 300 },
  );
});

test('a person is told what was removed', () => {
  expect(describeRemoved({})).toBe('');
  expect(describeRemoved({ card: 1 })).toBe(
    'I removed a card number from your message; please never send one here.',
  );
  expect(describeRemoved({ card: 2, password: 1, cvv: 1 })).toBe(
    'I removed 2 card numbers, a password and a security code from your message; please never send such things here.',
  );
});
