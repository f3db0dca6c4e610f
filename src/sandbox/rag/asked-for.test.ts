import { expect, test } from 'vitest';
import { answerAskedFor } from './asked-for.js';

test.each([
  ['how long do refunds take?', 'Cards take 3 to 5 business days, store credit is there at once.', true],
  ['how long do refunds take?', 'Boosters can be refunded as long as they were not used.', false],
  ['when will my money arrive', 'Then it is there within two business days.', true],
  ['how much does the pass cost?', 'VEZE Pass is 9.99 USD a month.', true],
  ['how much does the pass cost?', 'You can cancel the pass in the store.', false],
  ['how many countries do you ship to', 'We ship to 46 countries.', true],
  ['how often can I swap it?', 'Clothing can be exchanged once, free of charge.', true],
  ['how often can I swap it?', 'Choose Exchange under Orders.', false],
])('"%s" is answered by "%s": %s', (question, sentence, isAnswer) => {
  expect(answerAskedFor(question)?.(sentence)).toBe(isAnswer);
});

test('a question that may be answered in any way asks for nothing in particular', () => {
  expect(answerAskedFor('how do I get a refund?')).toBeUndefined();
  expect(answerAskedFor('is that how you see it')).toBeUndefined();
});
