import { describe, expect, test } from 'vitest';
import { INTENTS } from '../rules/data/intents.js';
import { readExamples, readGroup } from './examples.js';

const groups = readExamples();

test('every group leads to an intent that there is, and at least 25 intents have examples', () => {
  const known = new Set(INTENTS.map(({ name }) => name));
  expect(groups.filter(({ intent }) => !known.has(intent))).toEqual([]);
  expect(new Set(groups.map(({ intent }) => intent)).size).toBeGreaterThanOrEqual(25);
});

test.each(groups.map(({ name, texts }) => [name, texts] as const))('%s has 30 examples', (_name, texts) => {
  expect(texts.length).toBeGreaterThanOrEqual(30);
});

test('no example stands twice, in one group or in two', () => {
  const seen = new Map<string, string>();
  const twice = groups.flatMap(({ name, texts }) =>
    texts.flatMap((text) => {
      const plain = text.toLowerCase().replace(/\W+/g, ' ').trim();
      const other = seen.get(plain);
      seen.set(plain, name);
      return other === undefined ? [] : [`"${text}" in ${other} and ${name}`];
    }),
  );
  expect(twice).toEqual([]);
});

describe('a file', () => {
  test('says its intent and its modes, then one example a line', () => {
    expect(readGroup('nav', 'intent: nav.open\nmodes: helm player\n\ngo home\n\n menu \n')).toEqual({
      name: 'nav',
      intent: 'nav.open',
      modes: ['helm', 'player'],
      texts: ['go home', 'menu'],
    });
  });

  test.each(['', 'go home', 'intent: nav.open', 'intent: nav.open\nmodes: moon\n\ngo', '\n\ngo home'])(
    '%j is refused by name',
    (text) => {
      expect(() => readGroup('nav', text)).toThrow('nav');
    },
  );
});
