import { expect, test } from 'vitest';
import { readYesOrNo, readYesOrNoTo } from './yes-or-no.js';

test.each([
  ['yes', 'approve'],
  [' Go ahead! ', 'approve'],
  ['no, thanks.', 'decline'],
  ['actually no, cancel that', 'decline'],
  ['oh wait, cancel it please', 'decline'],
  ['I changed my mind', 'decline'],
  ['no no no', 'decline'],
  ['wait', undefined],
  ['actually yes', undefined],
  ['no problem', undefined],
  ['cancel that order', undefined],
  ['yes but only one', undefined],
  ['"yes"', undefined],
])('%s is %s', (text, decision) => {
  expect(readYesOrNo(text)).toBe(decision);
});

test.each([
  ['yes to the mug', 'approve', ['mug']],
  ['OK, the first one.', 'approve', ['first']],
  ['yes please, the second', 'approve', ['second']],
  ['go ahead for order #123', undefined, []],
  ['no to my refund of order 123', 'decline', ['refund', 'order', '123']],
])('%s says to what', (text, decision, to) => {
  expect(readYesOrNoTo(text)).toEqual(decision === undefined ? undefined : { decision, to });
});

test.each([
  'no, the mug',
  'cancel the order 123',
  'yes',
  'yes the mug',
  'is it yes to the mug?',
  'yes to the mug, and a hat',
])('%s is no answer to something named', (text) => {
  expect(readYesOrNoTo(text)).toBeUndefined();
});
