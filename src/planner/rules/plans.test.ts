import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../contracts/json.js';
import type { Mode } from '../../contracts/mode.js';
import { fakeTools, fakeTurn } from './testing/fake-turn.js';
import { decide } from './testing/take-turn.js';

type Step = [tool: string, args: JsonObject, after?: number[]];

const send = (draft: number): Step => [
  'email.send',
  { to: `\${${draft}.to}`, subject: `\${${draft}.subject}`, body: `\${${draft}.body}` },
  [draft],
];

const buying = (query: JsonObject, quantity: number): Step[] => [
  ['catalog.list', { ...query, pick: true }],
  ['cart.create', {}, [1]],
  ['cart.add', { cart_id: '${2.id}', product_id: '${1.product.id}', quantity }, [1, 2]],
  ['checkout', { cart_id: '${2.id}' }, [3]],
];

const fighting = (look: JsonObject, player = 'pilot'): Step[] => [
  ['game.analyze', look],
  ['game.plan', { player, boss: '${1.boss}' }, [1]],
  ['game.execute', { match_id: '${1.match_id}', strategy: '${2.strategy}', orders: '${2.steps}' }, [1, 2]],
];

const npcHears = (text: string): Step[] => [
  ['npc.respond', { context: `Game context: ${text}`, query: text }],
];

const PLANS: [Mode, string, Step[]][] = [
  ['helm', 'buy nebula skin', buying({ query: 'nebula skin' }, 1)],
  ['helm', 'please buy me two of the nebula skins', buying({ query: 'nebula skins' }, 2)],
  [
    'helm',
    'I want 3 nebula skins, a mug and one for my brother',
    [
      ['catalog.list', { query: 'nebula skins', pick: true }],
      ['catalog.list', { query: 'mug', pick: true }],
      ['cart.create', {}, [1, 2]],
      ['cart.add', { cart_id: '${3.id}', product_id: '${1.product.id}', quantity: 3 }, [1, 3]],
      ['cart.add', { cart_id: '${3.id}', product_id: '${2.product.id}', quantity: 1 }, [2, 4]],
      ['checkout', { cart_id: '${3.id}' }, [5]],
    ],
  ],
  ['helm', 'order a dozen mana potions', buying({ query: 'mana potions' }, 12)],
  ['helm', 'grab 3x Void Blade under $30', buying({ query: 'Void Blade', max_price: 30 }, 3)],
  ['helm', 'show me skins under 20', [['catalog.list', { query: 'skins', max_price: 20 }]]],
  ['helm', 'store', [['catalog.list', {}]]],
  [
    'helm',
    'checkout cart 12',
    [
      ['cart.get', { cart_id: 12 }],
      ['checkout', { cart_id: 12 }, [1]],
    ],
  ],
  ['helm', 'what docs are available?', [['rag.ask', { question: 'what docs are available?' }]]],
  ['helm', 'docs', [['rag.ask', { question: 'What docs are available?' }]]],
  ['helm', 'where is order 123?', [['orders.get', { order_id: 123 }]]],
  ['helm', 'refund order 123', [['orders.get', { order_id: 123 }]]],
  ['helm', 'my orders', [['orders.list', {}]]],
  ['helm', 'show my shipped orders', [['orders.list', { status: 'shipped' }]]],
  ['helm', 'boss strategy', []],
  ['helm', 'trends', [['xengine.trends', {}]]],
  ['helm', "what's trending", [['social.trending', {}]]],
  ['helm', 'find posts about dragons', [['social.search', { query: 'dragons' }]]],
  ['helm', 'post hello world!', [['social.post', { text: 'hello world!' }]]],
  [
    'helm',
    'post "we won the cup". what is trending?',
    [
      ['social.post', { text: 'we won the cup' }],
      ['social.trending', {}],
    ],
  ],
  ['helm', 'score of Orion Comets', [['sports.scores', { team: 'Orion Comets' }]]],
  ['helm', 'when do the Comets play?', [['sports.fixtures', { team: 'Comets' }]]],
  ['helm', 'check my inbox', [['email.list', {}]]],
  [
    'helm',
    'invite ada@veze.io to the raid night',
    [['email.compose', { to: 'ada@veze.io', purpose: 'invite', topic: 'the raid night' }], send(1)],
  ],
  [
    'support',
    'send an invite to ada@veze.io',
    [['email.compose', { to: 'ada@veze.io', purpose: 'invite' }], send(1)],
  ],
  [
    'support',
    'email bob@x.io saying I am late',
    [['email.compose', { to: 'bob@x.io', purpose: 'message', message: 'I am late' }], send(1)],
  ],
  [
    'support',
    'refund order 123',
    [
      ['orders.get', { order_id: 123 }],
      ['orders.refund', { order_id: 123 }, [1]],
    ],
  ],
  ['support', 'refund', [['orders.list', {}]]],
  ['support', "where's my package?", [['orders.list', {}]]],
  ['support', 'cancel order 5', [['orders.get', { order_id: 5 }]]],
  ['support', 'order 123 arrived broken', [['orders.get', { order_id: 123 }]]],
  ['support', 'buy nebula skin', [['catalog.list', { query: 'nebula skin' }]]],
  ['support', 'how long does shipping take?', [['rag.ask', { question: 'how long does shipping take?' }]]],
  [
    'support',
    'search the docs for parental controls',
    [
      ['rag.search', { query: 'parental controls' }],
      ['summarize', { question: 'parental controls', results: '${1.results}' }, [1]],
    ],
  ],
  [
    'support',
    'open a ticket',
    [
      [
        'email.compose',
        { to: 'support@veze.io', purpose: 'ticket', topic: 'Ticket', message: 'open a ticket' },
      ],
      send(1),
    ],
  ],
  ['player', 'boss strategy', fighting({})],
  ['player', 'how do I beat the Ember Wyrm?', fighting({ boss: 'Ember Wyrm' })],
  ['player', 'strategy against DinoBoss in match m-1001', fighting({ boss: 'DinoBoss', match_id: 'm-1001' })],
  ['player', 'boss strategy for player Nova', fighting({}, 'Nova')],
  ['player', 'status of match m-1', [['game.match', { match_id: 'm-1' }]]],
  ['player', 'how is my match going?', [['game.analyze', {}]]],
  ['player', 'hello there', npcHears('hello there')],
  ['player', 'buy nebula skin', npcHears('buy nebula skin')],
  ['player', 'what docs are available?', npcHears('what docs are available?')],
];

it.each(PLANS)('%s: "%s"', async (mode, text, plan) => {
  const { steps } = await decide(fakeTurn(mode, text));
  expect(steps.map(({ tool, args, after }) => [tool, args, after])).toEqual(
    plan.map(([tool, args, after = []]) => [tool, args, after]),
  );
  for (const { label } of steps) expect(label).toMatch(/^[A-Z].{3,}/);
});

describe('a receipt by mail', () => {
  it('follows the refund it is for', async () => {
    const { steps } = await decide(
      fakeTurn('support', 'refund order 123 and send the receipt to ada@veze.io'),
    );
    expect(steps.map(({ tool, after }) => [tool, after])).toEqual([
      ['orders.get', []],
      ['orders.refund', [1]],
      ['email.compose', [2]],
      ['email.send', [3]],
    ]);
    expect(steps[2]?.args).toMatchObject({
      to: 'ada@veze.io',
      purpose: 'receipt',
      details: expect.stringContaining('${2.receipt}'),
    });
  });

  it('follows the purchase it is for', async () => {
    const { tools } = await decide(
      fakeTurn('helm', 'buy nebula skin and email me the receipt at ada@veze.io'),
    );
    expect(tools).toEqual([
      'catalog.list',
      'cart.create',
      'cart.add',
      'checkout',
      'email.compose',
      'email.send',
    ]);
  });
});

describe('several wishes in one message', () => {
  it('become independent steps of one plan', async () => {
    const { steps, decision } = await decide(
      fakeTurn('support', 'refund order 123 and tell me the score of the Comets'),
    );
    expect(steps.map(({ id, tool, after }) => [id, tool, after])).toEqual([
      [1, 'orders.get', []],
      [2, 'orders.refund', [1]],
      [3, 'sports.scores', []],
    ]);
    expect(decision).toMatchObject({ goal: 'Refund an order and look up scores' });
  });

  it('about several orders are one wish each', async () => {
    const { steps } = await decide(fakeTurn('support', 'refund orders 123 and 124'));
    expect(steps.map(({ args }) => args['order_id'])).toEqual([123, 123, 124, 124]);
  });

  it('share what one of them names', async () => {
    const { steps } = await decide(fakeTurn('helm', 'score of the Comets and when do they play next?'));
    expect(steps.map(({ tool, args }) => [tool, args])).toEqual([
      ['sports.scores', { team: 'Comets' }],
      ['sports.fixtures', { team: 'Comets' }],
    ]);
  });

  it('never make a plan longer than a run may be', async () => {
    const text = ['Aa', 'Bb', 'Cc', 'Dd'].map((name) => `buy ${name} blade`).join(', ');
    const { steps } = await decide(fakeTurn('helm', text));
    expect(steps.length).toBeLessThanOrEqual(12);
  });

  it.each([
    [
      'support',
      'my package never arrived and I want my money back, order 9',
      ['orders.get', 'orders.refund'],
    ],
    ['support', 'I love your store. Thanks! Please refund order 123.', ['orders.get', 'orders.refund']],
    ['helm', 'hi, buy nebula skin, please', ['catalog.list', 'cart.create', 'cart.add', 'checkout']],
  ] as const)('%s: "%s" is one wish', async (mode, text, tools) => {
    expect((await decide(fakeTurn(mode, text))).tools.slice(0, tools.length)).toContain(tools[0]);
    const { tools: planned } = await decide(fakeTurn(mode, text));
    expect(planned.filter((tool) => tool !== 'catalog.list' || mode === 'helm')).toEqual(tools);
  });
});

describe('what a person writes', () => {
  it('never becomes a reference', async () => {
    const { steps } = await decide(fakeTurn('support', 'what does ${1.product.id} mean?'));
    expect(steps[0]?.args).toEqual({ question: 'what does $${1.product.id} mean?' });
  });

  it.each([
    ['helm', 'email bob@x.io "please refund order 123 and buy a skin"', ['email.compose', 'email.send']],
    ['helm', 'post "refund order 123 is my motto"', ['social.post']],
    [
      'helm',
      'tell ada@veze.io that order 123 is late and she should buy a skin',
      ['email.compose', 'email.send'],
    ],
  ] as const)('in %s mode is not taken for a wish where it is quoted: %s', async (mode, text, tools) => {
    expect((await decide(fakeTurn(mode, text))).tools).toEqual(tools);
  });

  it.each([
    ['support', 'do not refund order 123'],
    ['support', "I don't want a refund for order 123"],
    ['support', 'how do I refund order 123?'],
    ['support', 'was order 123 refunded?'],
    ['support', 'where is my refund for order 123?'],
    ['helm', "don't buy the nebula skin"],
    ['helm', 'I bought a nebula skin yesterday'],
    ['helm', 'should I buy the nebula skin?'],
    ['helm', 'I got an email from bob@spam.io saying I won'],
    ['helm', "don't send an email to ada@veze.io"],
  ] as const)('in %s mode changes nothing where it only speaks of it: %s', async (mode, text) => {
    const { tools } = await decide(fakeTurn(mode, text));
    const known = fakeTools();
    expect(tools.filter((tool) => known.get(tool)?.effect === 'write')).toEqual([]);
  });
});

describe('a tool that is not allowed', () => {
  it('is never planned; the reply names the mode that serves the wish', async () => {
    const turn = fakeTurn('support', 'post hello world', { tools: fakeTools(['social.post']) });
    const { decision } = await decide(turn);
    expect(decision).toMatchObject({
      do: 'reply',
      outcome: { reply: { kind: 'answer', handoff: { mode: 'helm' } } },
    });
  });

  it.each(['buy nebula skin', 'send an invite to ada@veze.io', 'docs', 'my orders', 'trends', 'scores'])(
    'leaves "%s" without any tool at all',
    async (text) => {
      const { decision } = await decide(fakeTurn('helm', text, { tools: new Map() }));
      expect(decision.do).toBe('reply');
    },
  );
});
