import { expect, test } from 'vitest';
import { fakeTurn, progressWith } from '../testing/fake-turn.js';
import { order, PASSAGE, product } from '../testing/results.js';
import { tellForeignPlan } from './foreign-plan.js';

const step = (id: number, tool: string, label: string, after: number[] = []) => ({
  id,
  tool,
  label,
  args: {},
  after,
});
const turn = fakeTurn('helm', 'whatever');

test('results are told one by one, what a later step tells better is left out', () => {
  const steps = [
    step(1, 'catalog.list', 'Find it'),
    step(2, 'cart.create', 'Open a cart'),
    step(3, 'cart.add', 'Fill it', [1, 2]),
    step(4, 'checkout', 'Buy it', [3]),
    step(5, 'rag.ask', 'Ask'),
  ];
  const part = tellForeignPlan(
    turn,
    progressWith(steps, {
      'catalog.list': { done: { products: [product('Nebula Skin')], product: product('Nebula Skin') } },
      checkout: { done: order(901) },
      'rag.ask': { done: { answer: 'A refund takes 3 days.', citations: [PASSAGE], confidence: 1 } },
    }),
  );
  expect(part.text).toBe(
    'Done: I bought 1 x Nebula Skin for 19.99 USD. Your order number is 901.\n\nA refund takes 3 days.',
  );
  expect(part.focus).toEqual({ order_id: 901, product: 'Nebula Skin' });
  expect(part.citations).toEqual([PASSAGE]);
});

test('what failed is said with its reason, and what was therefore never tried', () => {
  const steps = [
    step(1, 'orders.refund', 'Refund order 123'),
    step(2, 'email.send', 'Send the receipt', [1]),
    step(3, 'sports.scores', 'Look up the scores'),
  ];
  const { text, degraded } = tellForeignPlan(
    turn,
    progressWith(steps, {
      'orders.refund': { failed: 'conflict', message: 'It is too old.' },
      'sports.scores': { failed: 'unavailable' },
    }),
  );
  expect(text).toContain('I could not refund order 123: It is too old.');
  expect(text).toContain('Not done for that reason: send the receipt.');
  expect(text).toContain('the sports service is not answering right now');
  expect(degraded).toBe('sports: unavailable');
});

test('an outcome nobody knows is told as that, and a failure that was made good is not told', () => {
  const unknown = tellForeignPlan(
    turn,
    progressWith([step(1, 'social.post', 'Publish the post')], {
      'social.post': { failed: 'unknown_outcome' },
    }),
  );
  expect(unknown.text).toMatch(/cannot tell whether it went through; please check your posts/);
  const steps = [step(1, 'rag.ask', 'Ask'), step(2, 'rag.search', 'Search')];
  const found = { results: [{ ...PASSAGE, score: 1 }] };
  const good = tellForeignPlan(
    turn,
    progressWith(steps, { 'rag.ask': { failed: 'timeout' }, 'rag.search': { done: found } }),
  );
  expect(good.text).toMatch(/^I found this in our documents/);
  expect(good.text).not.toContain('answering');
});

test('a plan of which nothing came out still gets a reply', () => {
  expect(tellForeignPlan(turn, progressWith([], {})).text).not.toBe('');
});
