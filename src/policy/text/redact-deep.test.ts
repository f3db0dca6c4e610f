import { expect, test } from 'vitest';
import type { JsonValue } from '../../contracts/json.js';
import { createDice } from './fixtures/dice.js';
import { cardNumber } from './fixtures/secrets.js';
import { redactDeep } from './redact-deep.js';

const CARD = cardNumber(createDice(3));

test('a value without secrets is given back itself', () => {
  const value = { order: { id: 123, items: ['nebula-skin'], total: 19.99 }, note: null, ok: true };
  expect(redactDeep(value)).toEqual({ value, removed: {} });
  expect(redactDeep(value).value).toBe(value);
});

test('secrets go from texts, names and numbers, and their neighbours stay the same objects', () => {
  const kept = { id: 1 };
  const { value, removed } = redactDeep({
    list: [kept, `card ${CARD}`],
    [`of ${CARD}`]: 1,
    number: 4_000_000_000_000_002,
  });
  expect(value).toEqual({
    list: [kept, 'card [card removed]'],
    'of [card removed]': 1,
    number: '[card removed]',
  });
  expect(removed).toEqual({ card: 3 });
});

test('a field that is named as a secret is one', () => {
  const { value } = redactDeep({
    user: 'ann',
    db_password: 'x',
    api_key: 'abc',
    next_page_token: 'abc',
    token_count: 3,
  });
  expect(value).toEqual({
    user: 'ann',
    db_password: '[password removed]',
    api_key: '[key removed]',
    next_page_token: 'abc',
    token_count: 3,
  });
  expect(redactDeep(value).value).toBe(value);
});

test('two redacted names do not become one', () => {
  const { value } = redactDeep({ [`a ${CARD}`]: 1, 'a [card removed]': 2 });
  expect(Object.keys(value ?? {})).toHaveLength(2);
});

test('`__proto__` stays a field', () => {
  const value: JsonValue = JSON.parse(`{"__proto__": {"polluted": "${CARD}"}}`);
  const redacted = redactDeep(value).value;
  expect(JSON.stringify(redacted)).toBe('{"__proto__":{"polluted":"[card removed]"}}');
  expect(Object.getPrototypeOf(redacted)).toBe(Object.prototype);
});

test('what is too deep or too large is cut', () => {
  let deep: JsonValue = CARD;
  for (let level = 0; level < 10_000; level += 1) deep = [deep];
  expect(JSON.stringify(redactDeep(deep).value)).toContain('[too deep]');
  const large = Array.from({ length: 60_000 }, () => 'x');
  expect(JSON.stringify(redactDeep(large).value)).toContain('[too large]');
});
