import { expect, test } from 'vitest';
import { jsonWithoutTexts, unescapedPartOf, withoutTexts } from './without-texts.js';

test('every place of a text is marked, and a text that holds another leaves no rest', () => {
  expect(
    withoutTexts('I live in Oslo. I live in Oslo, Norway!', ['I live in Oslo', 'I live in Oslo, Norway']),
  ).toBe('[forgotten]. [forgotten]!');
});

test('in JSON it goes from strings at any depth, keys and numbers stay, and JSON it remains', () => {
  const text = 'nice "day"\nin Oslo';
  const inner = JSON.stringify({ said: `\\${text}`, list: [`a ${text}`] });
  const cleaned = jsonWithoutTexts(JSON.stringify({ [text]: 1.5, deep: JSON.stringify({ inner }) }), [text]);
  const deep: unknown = JSON.parse((JSON.parse(cleaned) as { deep: string }).deep);
  expect(JSON.parse((deep as { inner: string }).inner)).toEqual({
    said: '\\[forgotten]',
    list: ['a [forgotten]'],
  });
  expect(cleaned).toContain('1.5');
});

test('the part a text is looked for by is written the same however often it is escaped', () => {
  const text = 'she said "I moved to Linz" \\ then';
  const part = unescapedPartOf(text);
  expect(part).toBe('I moved to Linz');
  expect(JSON.stringify(JSON.stringify(JSON.stringify(text)))).toContain(part);
});
