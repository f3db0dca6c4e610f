import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../contracts/json.js';
import type { StepDraft } from '../../contracts/plan.js';
import { realTurn, startTurn } from '../../testing/llm-turn.js';
import { progressWith } from '../rules/testing/fake-turn.js';

const plan = (steps: object[], more: object = {}) => ({ do: 'run', goal: 'g', text: '', steps, ...more });
const step = (id: number, tool: string, args: JsonObject = {}, after: number[] = []) => ({
  id,
  tool,
  label: `Do ${tool}`,
  args,
  after,
});
const BUY = [
  step(1, 'catalog.list', { query: 'nebula skin', max_price: 20, pick: true }),
  step(2, 'cart.create'),
  step(3, 'cart.add', { cart_id: '${2.id}', product_id: '${1.product.id}', quantity: 2 }),
  step(4, 'checkout', { cart_id: '${2.id}' }, [3]),
];
const shopping = realTurn('helm', 'find a nebula skin under 20 and buy two');

async function planOf(answers: Parameters<typeof startTurn>[1], turn = shopping) {
  const started = startTurn(turn.mode, answers);
  const route = { ...(await started.planner.route(turn)), specialist: turn.specialists[0] ?? '' };
  const asked = started.model.calls.length;
  const decision = await started.planner.plan(turn, route);
  return { ...started, route, decision, purposes: started.model.calls.slice(asked).map((c) => c.purpose) };
}

describe('a plan of the model', () => {
  test('runs as it is, waiting for every step whose result it uses', async () => {
    const { decision, purposes } = await planOf([plan(BUY)]);
    expect(decision).toMatchObject({ do: 'run', goal: 'g' });
    const steps = decision.do === 'run' ? decision.steps : [];
    expect(steps.map(({ id, after }) => [id, after])).toEqual([
      [1, []],
      [2, []],
      [3, [1, 2]],
      [4, [3, 2]],
    ]);
    expect(purposes).toEqual(['plan']);
  });

  test.each([
    ['an unknown tool', [step(1, 'bank.transfer')], 'There is no tool bank.transfer'],
    ['an unknown argument', [step(1, 'orders.get', { order_id: 1, all: true })], 'all'],
    ['a missing argument', [step(1, 'orders.get')], 'argument "order_id"'],
    ['an argument of another type', [step(1, 'orders.get', { order_id: 'x' })], 'argument "order_id"'],
    [
      'a result that the tool does not give',
      [step(1, 'cart.create'), step(2, 'checkout', { cart_id: '${1.cart_id}' })],
      'names nothing',
    ],
    [
      'a result of another type',
      [step(1, 'cart.create'), step(2, 'checkout', { cart_id: '${1.currency}' })],
      'must be integer',
    ],
    [
      'a text made of a result where a number must be',
      [step(1, 'cart.create'), step(2, 'checkout', { cart_id: 'n ${1.id}' })],
      'must be integer',
    ],
    ['a step that does not exist', [step(1, 'checkout', { cart_id: '${7.id}' })], 'does not exist'],
    ['a circle', [step(1, 'cart.create', {}, [2]), step(2, 'cart.create', {}, [1])], 'waits for itself'],
    ['an id used twice', [step(1, 'cart.create'), step(1, 'cart.create')], 'used twice'],
    ['too many steps', Array.from({ length: 9 }, (_, i) => step(i + 1, 'cart.create')), 'too many'],
    ['no steps', [], 'no steps'],
  ])('with %s is sent back once, with what is wrong', async (_what, steps, problem) => {
    const { decision, model, purposes, counted } = await planOf([plan(steps), plan(BUY)]);
    expect(purposes).toEqual(['plan', 'repair']);
    expect(model.calls.at(-1)?.prompt.messages.at(-1)?.content).toContain(problem);
    expect(decision).toMatchObject({ do: 'run', goal: 'g' });
    expect(counted).toEqual({ repaired: ['plan'], fellBack: [] });
  });

  test('that is still wrong after that is replaced by the rules', async () => {
    const bad = plan([step(1, 'bank.transfer')]);
    const { decision, purposes, counted, planner, route } = await planOf([bad, bad]);
    expect(purposes).toEqual(['plan', 'repair']);
    expect(counted.fellBack).toEqual(['invalid_plan']);
    const steps: StepDraft[] = decision.do === 'run' ? decision.steps : [];
    expect(steps.map(({ tool }) => tool)).toEqual(['catalog.list', 'cart.create', 'cart.add', 'checkout']);
    const { reply } = await planner.respond(shopping, route, progressWith(steps, {}), () => undefined);
    expect(reply.degraded).toContain('plan could not be used');
  });

  test.each([
    'timeout',
    'rate_limited',
    'server_error',
    'connection',
    'unavailable',
    'over_budget',
    'rejected',
    'refusal',
    'empty',
    'truncated',
    'too_large',
  ] as const)('is made by the rules where the model ends with %s, and no call follows', async (code) => {
    const { decision, purposes, counted, planner, model, route } = await planOf([code]);
    expect(purposes).toEqual(['plan']);
    expect(counted.fellBack).toEqual([code]);
    const steps: StepDraft[] = decision.do === 'run' ? decision.steps : [];
    const asked = model.calls.length;
    const { reply } = await planner.respond(shopping, route, progressWith(steps, {}), () => undefined);
    expect(model.calls).toHaveLength(asked);
    expect(reply.text).not.toBe('');
    expect(reply.degraded).toContain('language model');
  });

  test('may be a question, which the next turn remembers', async () => {
    const turn = realTurn('support', 'refund my order please');
    const { decision } = await planOf([plan([], { do: 'ask', text: 'Which order should I refund?' })], turn);
    expect(decision).toMatchObject({
      do: 'reply',
      outcome: {
        reply: { kind: 'support', text: 'Which order should I refund?' },
        dialog: { pending: { intent: 'order.refund', slot: 'order_id' } },
      },
    });
  });

  test('may be a reply, but not one that says something was done', async () => {
    const turn = realTurn('support', 'refund order 123');
    const { decision, counted } = await planOf(
      [plan([], { do: 'reply', text: 'I have refunded order 123.' })],
      turn,
    );
    expect(counted.fellBack).toEqual(['false_claim']);
    expect(decision).toMatchObject({ do: 'run', steps: [{ tool: 'orders.get' }, { tool: 'orders.refund' }] });
  });
});

describe('a route', () => {
  test('that the rules are sure of needs no model', async () => {
    const { planner, model } = startTurn('support', []);
    const route = await planner.route(realTurn('support', 'refund order 123'));
    expect(route).toMatchObject({ specialist: 'orders', by: 'rules' });
    expect(model.calls).toHaveLength(0);
  });

  const vague = realTurn('support', 'my thing from last week is all wrong somehow');

  test('that they are not sure of is the model’s, and says what they would have said', async () => {
    const chosen = { specialist: 'orders', confidence: 0.9, reason: 'a problem', intent: 'order.problem' };
    const { planner, model } = startTurn('support', [chosen], { limits: { sureRoute: 1 } });
    const route = await planner.route(vague);
    expect(route).toMatchObject({ specialist: 'orders', by: 'llm', reason: 'a problem' });
    expect(route.shadow).toMatchObject([{ by: 'rules' }]);
    expect(route.disagreed).toBe(route.shadow?.[0]?.specialist !== 'orders');
    expect(model.calls.map(({ purpose }) => purpose)).toEqual(['route']);
  });

  test('stays with the rules where the model names nobody of this mode', async () => {
    const chosen = { specialist: 'banker', confidence: 1, reason: '', intent: '' };
    const { planner } = startTurn('support', [chosen], { limits: { sureRoute: 1 } });
    expect(await planner.route(vague)).toMatchObject({ by: 'rules' });
  });
});

describe('a replan', () => {
  const first = [step(1, 'orders.get', { order_id: 123 }), step(2, 'rag.ask', { question: 'refunds?' })];
  const turn = realTurn('support', 'where is order 123 and how long do refunds take?');
  const failed = progressWith(first, {
    'rag.ask': { failed: 'invalid' },
    'orders.get': { done: { id: 123 } },
  });
  const replan = async (...answers: object[]) => {
    const started = startTurn('support', answers);
    const route = await started.planner.route(turn);
    return { ...started, decision: await started.planner.replan(turn, route, failed) };
  };
  const again = (steps: object[]) => ({ do: 'run', goal: 'g', cause: 'asking failed', steps });

  test('adds new steps, which may use what is done, and names the cause', async () => {
    const { decision } = await replan(again([step(3, 'rag.search', { query: 'order ${1.id}' })]));
    expect(decision).toMatchObject({ do: 'run', steps: [{ id: 3, tool: 'rag.search' }] });
    expect(decision.do === 'run' && decision.goal).toContain('asking failed');
  });

  test.each([
    [
      'the call that failed',
      [step(3, 'rag.ask', { question: 'refunds?' })],
      'which failed, with the same arguments',
    ],
    ['a result of the step that failed', [step(3, 'rag.search', { query: '${2.answer}' })], 'does not exist'],
    ['an id that is taken', [step(2, 'rag.search', { query: 'x' })], 'is taken'],
  ])('with %s is sent back', async (_what, steps, problem) => {
    const { model, decision, counted } = await replan(
      again(steps),
      again([step(3, 'rag.search', { query: 'x' })]),
    );
    expect(model.calls.at(-1)?.purpose).toBe('repair');
    expect(model.calls.at(-1)?.prompt.messages.at(-1)?.content).toContain(problem);
    expect(decision).toMatchObject({ do: 'run', steps: [{ id: 3, tool: 'rag.search' }] });
    expect(counted.repaired).toEqual(['replan']);
  });

  test('is not asked for where the person said no', async () => {
    const { planner, model } = startTurn('support', []);
    const said = progressWith([step(1, 'orders.refund', { order_id: 1 })], {
      'orders.refund': { failed: 'declined' },
    });
    const decision = await planner.replan(turn, await planner.route(turn), said);
    expect(decision).toMatchObject({ do: 'run', steps: [] });
    expect(model.calls).toEqual([]);
  });
});
