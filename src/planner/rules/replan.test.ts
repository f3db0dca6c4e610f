import { describe, expect, it } from 'vitest';
import type { Mode } from '../../contracts/mode.js';
import { createRulesPlanner } from './rules-planner.js';
import { fakeTools, fakeTurn, progressWith, type Ended } from './testing/fake-turn.js';
import { order, PASSAGE, product } from './testing/results.js';
import { decide, takeTurn } from './testing/take-turn.js';

type Results = Readonly<Record<string, Ended>>;
const say = (mode: Mode, text: string, results: Results) => takeTurn(fakeTurn(mode, text), results);

const CHOICES = [
  { label: 'Nebula Skin (19.99 USD)', value: 'nebula-skin' },
  { label: 'Aurora Skin (17.99 USD)', value: 'aurora-skin' },
];
const FOUND: Results = {
  'catalog.list': { done: { products: [], product: product('Nebula Skin') } },
  'cart.create': { done: { id: 7, user: 'pilot', items: [], total: 0, currency: 'USD', status: 'open' } },
  'cart.add': {
    done: { id: 7, user: 'pilot', items: order(1).items, total: 19.99, currency: 'USD', status: 'open' },
  },
};
const SEARCHED: Results = {
  'rag.search': { done: { results: [{ ...PASSAGE, score: 1 }] } },
  summarize: { done: { summary: 'A refund takes 3 days.', citations: [PASSAGE] } },
};

describe('the knowledge base', () => {
  it('is searched where asking it failed', async () => {
    const taken = await say('support', 'how long do refunds take?', {
      'rag.ask': { failed: 'unavailable' },
      ...SEARCHED,
    });
    expect(taken.added.map(({ id, tool, after }) => [id, tool, after])).toEqual([
      [2, 'rag.search', []],
      [3, 'summarize', [2]],
    ]);
    expect(taken.reply).toMatchObject({
      kind: 'answer',
      text: 'A refund takes 3 days.',
      citations: [PASSAGE],
    });
    expect(taken.reply.degraded).toBeUndefined();
  });

  it('is asked where searching it failed', async () => {
    const asked: Ended = { done: { answer: 'It takes 3 days.', citations: [PASSAGE], confidence: 1 } };
    const taken = await say('support', 'search the docs for refunds', {
      'rag.search': { failed: 'timeout' },
      'rag.ask': asked,
    });
    expect(taken.added.map(({ tool }) => tool)).toEqual(['rag.ask']);
    expect(taken.text).toBe('It takes 3 days.');
  });

  it('that is away altogether is said to be away', async () => {
    const taken = await say('support', 'how long do refunds take?', {
      'rag.ask': { failed: 'unavailable' },
      'rag.search': { failed: 'unavailable' },
    });
    expect(taken.text).toMatch(/^The knowledge base is not answering right now/);
    expect(taken.text).toMatch(/still/);
    expect(taken.reply.degraded).toBe('rag: unavailable');
  });

  it('shows the passages where summing them up failed', async () => {
    const taken = await say('support', 'search the docs for refunds', {
      ...SEARCHED,
      summarize: { failed: 'internal' },
    });
    expect(taken.text).toContain('Refunds, How long: A refund takes 3 days.');
  });

  it('that does not know is not made to', async () => {
    const empty: Ended = { done: { answer: '', citations: [], confidence: 0 } };
    const taken = await say('support', 'blorp the fizzwidget', { 'rag.ask': empty });
    expect(taken.text).toMatch(/^I found nothing about that/);
    expect(taken.reply.choices).toEqual([
      { label: 'Search the documents', value: 'search the docs for blorp the fizzwidget' },
    ]);
  });

  it('is searched where a planner is asked again about an empty answer', async () => {
    const turn = fakeTurn('support', 'blorp the fizzwidget');
    const { route, steps } = await decide(turn);
    const progress = progressWith(steps, {
      'rag.ask': { done: { answer: '', citations: [], confidence: 0 } },
    });
    const again = await createRulesPlanner().replan(turn, route, progress);
    expect(again).toMatchObject({
      do: 'run',
      steps: [
        { id: 2, tool: 'rag.search' },
        { id: 3, tool: 'summarize' },
      ],
    });
  });

  it('is not searched with tools that are not allowed', async () => {
    const turn = fakeTurn('support', 'how long do refunds take?', { tools: fakeTools(['rag.search']) });
    expect((await takeTurn(turn, { 'rag.ask': { failed: 'unavailable' } })).added).toEqual([]);
  });
});

describe('buying', () => {
  it('asks which product is meant where several fit', async () => {
    const taken = await say('helm', 'buy a skin', {
      'catalog.list': { failed: 'ambiguous', message: 'Several products fit "skin".', choices: CHOICES },
    });
    expect(taken.text).toBe(
      'Several products fit "skin". Did you mean Nebula Skin (19.99 USD) or Aurora Skin (17.99 USD)?',
    );
    expect(taken.reply).toMatchObject({ kind: 'nav', to: 'VEZEPyCommerce', choices: CHOICES });
    expect(taken.dialog.pending).toEqual({
      intent: 'shop.buy',
      slot: 'product',
      slots: {},
      choices: CHOICES,
    });
  });

  it('offers the closest where none fits, and the store where nothing is close', async () => {
    const close = await say('helm', 'buy nebla skin', {
      'catalog.list': { failed: 'not_found', message: 'No product fits.', choices: CHOICES },
    });
    expect(close.dialog.pending).toMatchObject({ slot: 'product', choices: CHOICES });
    const none = await say('helm', 'buy frobnicator', {
      'catalog.list': { failed: 'not_found', choices: [] },
    });
    expect(none.text).toMatch(/^I found nothing called "frobnicator" in the store\./);
    expect(none.dialog.pending).toMatchObject({ slot: 'product' });
  });

  it('that failed before anything was done says that nothing was charged', async () => {
    const taken = await say('helm', 'buy nebula skin', { 'catalog.list': { failed: 'unavailable' } });
    expect(taken.text).toBe(
      'The store is not answering right now, so I could not buy a product. Nothing was bought and nothing was charged. Please try again in a minute; meanwhile I can answer questions or send an e-mail.',
    );
    expect(taken.reply.degraded).toBe('commerce: unavailable');
  });

  it('that failed at the checkout keeps the cart and says how to go on', async () => {
    const taken = await say('helm', 'buy nebula skin', {
      ...FOUND,
      checkout: { failed: 'conflict', message: 'Nebula Skin is out of stock' },
    });
    expect(taken.text).toMatch(
      /^Nebula Skin is out of stock\. Nothing was charged\. Cart 7 is kept with 1 x Nebula Skin/,
    );
    expect(taken.reply.choices).toEqual([{ label: 'Check out cart 7', value: 'checkout cart 7' }]);
  });

  it('whose outcome nobody knows is not said to be done or not done', async () => {
    const taken = await say('helm', 'buy nebula skin', { ...FOUND, checkout: { failed: 'unknown_outcome' } });
    expect(taken.text).toMatch(
      /got no answer, so I cannot tell whether it went through\. Please do not repeat it/,
    );
    expect(taken.text).not.toMatch(/[Nn]othing was|Your order number/);
  });

  it('stands where only the mail about it failed', async () => {
    const taken = await say('helm', 'buy nebula skin and mail the receipt to ada@veze.io', {
      ...FOUND,
      checkout: { done: order(1001) },
      'email.compose': { done: {} },
      'email.send': { failed: 'unavailable', message: 'The mail service is away' },
    });
    expect(taken.text).toMatch(
      /Your order number is 1001\. I could not send the receipt to ada@veze\.io: The mail service is away\.$/,
    );
  });
});

describe('an order', () => {
  const ORDERS: Results = { 'orders.list': { done: { orders: [order(12), order(9)] } } };

  it('that does not exist leads to those that do', async () => {
    const taken = await say('support', 'refund order 77', {
      'orders.get': { failed: 'not_found', message: 'There is no order 77.' },
      ...ORDERS,
    });
    expect(taken.added.map(({ id, tool }) => [id, tool])).toEqual([[3, 'orders.list']]);
    expect(taken.text).toMatch(/^There is no order 77\. Which of your orders do you mean\?/);
    expect(taken.dialog.pending).toMatchObject({
      intent: 'order.refund',
      slot: 'order_id',
      choices: [{ value: '12' }, { value: '9' }],
    });
  });

  it('that cannot be refunded is shown with the reason', async () => {
    const taken = await say('support', 'refund order 12', {
      'orders.get': { done: order(12, 'refunded') },
      'orders.refund': { failed: 'conflict', message: 'Order 12 was already refunded' },
    });
    expect(taken.text).toMatch(/^Order 12 was already refunded\. Order 12 \(1 x Nebula Skin\) was refunded/);
    expect(taken.text).not.toMatch(/goes back to you/);
  });

  it('whose refund nobody confirmed is not said to be refunded', async () => {
    const taken = await say('support', 'refund order 12', {
      'orders.get': { done: order(12) },
      'orders.refund': { failed: 'unknown_outcome' },
    });
    expect(taken.text).toMatch(/cannot tell whether it went through.*my orders/);
    expect(taken.text).not.toMatch(/is refunded|[Nn]othing was refunded/);
  });

  it('is asked for without choices where the list cannot be had', async () => {
    const taken = await say('support', 'refund', { 'orders.list': { failed: 'unavailable' } });
    expect(taken.text).toBe('Which order should I refund? Tell me the order number.');
    expect(taken.dialog.pending).toMatchObject({ slot: 'order_id' });
  });
});

describe('a fight', () => {
  const BOSSES = [
    { label: 'DinoBoss', value: 'DinoBoss' },
    { label: 'Void Titan', value: 'Void Titan' },
  ];
  const unknown: Ended = { failed: 'not_found', message: 'No such boss.', choices: BOSSES };

  it('without a match or a known boss asks for the boss', async () => {
    const taken = await say('player', 'boss strategy', { 'game.analyze': unknown });
    expect(taken.reply).toMatchObject({
      kind: 'plan',
      text: 'I see no live match of yours. Which boss is it: DinoBoss or Void Titan?',
      choices: BOSSES,
    });
    expect(taken.dialog.pending).toMatchObject({ intent: 'game.strategy', slot: 'boss' });
  });

  it('against half a name goes on with the one boss that holds it', async () => {
    const taken = await say('player', 'strategy for the dino boss', { 'game.analyze': unknown });
    expect(taken.added.map(({ id, tool }) => [id, tool])).toEqual([
      [4, 'game.analyze'],
      [5, 'game.plan'],
      [6, 'game.execute'],
    ]);
    expect(taken.added[0]?.args).toEqual({ boss: 'DinoBoss' });
    expect(taken.added[1]?.args).toMatchObject({ boss: '${4.boss}' });
  });

  it('that could be seen but not planned says what was seen', async () => {
    const analysis = {
      match_id: null,
      boss: 'DinoBoss',
      phase: 1,
      threats: ['charge'],
      weaknesses: ['belly'],
      recommendation: 'bait it',
    };
    const taken = await say('player', 'boss strategy', {
      'game.analyze': { done: analysis },
      'game.plan': { failed: 'unavailable', message: 'XEngine is away' },
    });
    expect(taken.text).toBe(
      'I could look at the fight but not plan it: XEngine is away. DinoBoss is in phase 1. Watch out for charge. It is weak to belly. Bait it.',
    );
  });
});

it('several wishes are each told how they went', async () => {
  const taken = await say('support', 'refund order 12 and tell me the score of the Comets', {
    'orders.get': { done: order(12) },
    'orders.refund': {
      done: { order_id: 12, status: 'refunded', amount: 19.99, currency: 'USD', receipt: 'RF-1' },
    },
    'sports.scores': { failed: 'timeout' },
  });
  expect(taken.text).toMatch(/^Order 12 is refunded: .*\n\nThe sports service is not answering right now/s);
});

it.each([
  'unavailable',
  'timeout',
  'not_found',
  'conflict',
  'invalid',
  'ambiguous',
  'forbidden',
  'bad_answer',
  'cancelled',
  'unknown_outcome',
  'internal',
])('any step of any plan may fail with %s and leave a reply that claims nothing', async (code) => {
  const wishes: [Mode, string][] = [
    ['helm', 'buy nebula skin and mail the receipt to ada@veze.io'],
    ['helm', 'post hi there'],
    ['helm', 'checkout cart 3'],
    ['helm', 'check my inbox'],
    ['support', 'refund order 12 and send the receipt to ada@veze.io'],
    ['support', 'open a ticket'],
    ['support', 'cancel my subscription'],
    ['support', 'send the receipt of order 12 to ada@veze.io'],
    ['support', 'search the docs for skins'],
    ['support', 'posts about skins'],
    ['player', 'boss strategy'],
    ['player', 'how is my match going?'],
    ['player', 'hello'],
  ];
  for (const [mode, text] of wishes) {
    const { tools } = await decide(fakeTurn(mode, text));
    for (const tool of tools) {
      const taken = await say(mode, text, { [tool]: { failed: code } });
      expect(taken.text).not.toMatch(
        /^(?:Done: I bought|Your post is published)|is refunded:|is queued|on its way/,
      );
    }
  }
});

it('a result that is not what was promised is not told as success', async () => {
  const taken = await say('support', 'send an invite to ada@veze.io', { 'email.send': { done: 'ok' } });
  expect(taken.text).not.toMatch(/is queued/);
});
