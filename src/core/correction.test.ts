import { expect, test } from 'vitest';
import { correctionIn } from './correction.js';

test.each([
  ['no wait, i mean order 127', 'order 127'],
  ['I meant 127', '127'],
  ['No, order 127.', 'order 127.'],
  ['no, the second one', 'the second one'],
  ['oops sorry, make that the hoodie', 'the hoodie'],
  ['not that one, I meant bob@veze.io', 'bob@veze.io'],
])('"%s" means something else instead', (text, rest) => {
  expect(correctionIn(text)).toBe(rest);
});

test.each([
  'no',
  'no thanks wait',
  'no, leave it',
  'no, I want an exchange',
  'no problem, go ahead',
  'No one came',
  'nobody',
  'wait',
  'what do you mean',
  'note 5',
  '',
])('"%s" corrects nothing', (text) => {
  expect(correctionIn(text)).toBeUndefined();
});
