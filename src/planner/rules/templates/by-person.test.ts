import { expect, test } from 'vitest';
import { createRulesPlanner } from '../rules-planner.js';
import { fakeTurn, progressWith } from '../testing/fake-turn.js';
import { order } from '../testing/results.js';

const planner = createRulesPlanner();
const routeTo = (specialist: string, intent: string) =>
  ({ specialist, intent, confidence: 0.7, reason: 'test', by: 'meaning' }) as const;

test('a change goes to the team with the own words of the person, once they say yes', async () => {
  const turn = fakeTurn('support', 'make the tee in order 123 a medium');
  const route = routeTo('orders', 'order.change');
  const decision = await planner.plan(turn, route);
  if (decision.do !== 'run') throw new Error('nothing was looked up');
  expect(decision.steps.map(({ tool }) => tool)).toEqual(['orders.get']);
  const progress = progressWith(decision.steps, { 'orders.get': { done: order(123) } });
  const { reply, dialog } = await planner.respond(turn, route, progress, () => undefined);
  expect(reply.text).toMatch(
    /^Order 123 .* I cannot change an order myself, but our team can\. Shall I pass it on/,
  );
  const next = fakeTurn('support', 'yes', { dialog });
  const again = await planner.plan(next, await planner.route(next));
  if (again.do !== 'run') throw new Error('no ticket was written');
  expect(again.steps[0]).toMatchObject({
    tool: 'email.compose',
    args: { message: turn.text, purpose: 'ticket' },
  });
});

test('a no leaves it at that', async () => {
  const turn = fakeTurn('support', 'take me off your list');
  const decision = await planner.plan(turn, routeTo('email', 'email.newsletter'));
  if (decision.do !== 'reply') throw new Error('it was planned for');
  const next = fakeTurn('support', 'no', { dialog: decision.outcome.dialog });
  expect(await planner.route(next)).toMatchObject({ intent: 'chat.forget' });
});

test('an invoice shows the total and how to have it by mail', async () => {
  const turn = fakeTurn('support', 'the bill for order 123');
  const route = routeTo('orders', 'order.invoice');
  const decision = await planner.plan(turn, route);
  if (decision.do !== 'run') throw new Error('nothing was looked up');
  const progress = progressWith(decision.steps, { 'orders.get': { done: order(123) } });
  const { reply } = await planner.respond(turn, route, progress, () => undefined);
  expect(reply.text).toMatch(/^Order 123 of .*19\.99.*send the receipt for order 123/);
});
