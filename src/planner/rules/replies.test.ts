import { describe, expect, it } from 'vitest';
import type { Mode } from '../../contracts/mode.js';
import { fakeTurn, type Ended } from './testing/fake-turn.js';
import { order, PASSAGE, product } from './testing/results.js';
import { takeTurn } from './testing/take-turn.js';

type Results = Readonly<Record<string, Ended>>;
const say = (mode: Mode, text: string, results: Results = {}) => takeTurn(fakeTurn(mode, text), results);

const SENT: Results = {
  'email.compose': { done: { to: 'ada@veze.io', subject: 'Hello', body: 'Hi.' } },
  'email.send': { done: { id: 'mail-1', queued: true, to: 'ada@veze.io', subject: 'Hello' } },
};
const REFUNDED: Results = {
  'orders.get': { done: order(123) },
  'orders.refund': {
    done: { order_id: 123, status: 'refunded', amount: 19.99, currency: 'USD', receipt: 'RF-1' },
  },
};
const BOUGHT: Results = {
  'catalog.list': { done: { products: [product('Nebula Skin')], product: product('Nebula Skin') } },
  'cart.create': { done: { id: 7, user: 'pilot', items: [], total: 0, currency: 'USD', status: 'open' } },
  'cart.add': {
    done: { id: 7, user: 'pilot', items: order(1).items, total: 19.99, currency: 'USD', status: 'open' },
  },
  checkout: { done: order(1001) },
};
const ANALYSIS = {
  match_id: 'm-1',
  boss: 'DinoBoss',
  phase: 2,
  threats: ['charge'],
  weaknesses: ['belly'],
  recommendation: 'Bait it',
};
const STRATEGY = {
  boss: 'DinoBoss',
  player: 'pilot',
  strategy: 'bait',
  summary: 'Bait it',
  steps: ['Run', 'Hit it'],
  phases: [],
};
const FOUGHT: Results = {
  'game.analyze': { done: ANALYSIS },
  'game.plan': { done: STRATEGY },
  'game.execute': {
    done: {
      id: 'x-1',
      match_id: 'm-1',
      strategy: 'bait',
      accepted: true,
      orders: [{ ally: 'Mira', order: 'Run' }],
    },
  },
};
const NPC: Results = { 'npc.respond': { done: { npc: 'Vex', text: 'Well met', mood: 'kind' } } };
const ANSWERED: Results = {
  'rag.ask': { done: { answer: 'It takes 3 days', citations: [PASSAGE], confidence: 0.9 } },
};

describe("the seed's reply kinds", () => {
  it.each<[Mode, string, Results, object]>([
    ['helm', 'buy nebula skin', BOUGHT, { kind: 'nav', to: 'VEZEPyCommerce', data: { order: { id: 1001 } } }],
    [
      'helm',
      'store',
      { 'catalog.list': { done: { products: [product('Nebula Skin')] } } },
      { kind: 'nav', to: 'VEZEPyCommerce', data: { products: [{ id: 'nebula-skin' }] } },
    ],
    [
      'helm',
      'docs',
      ANSWERED,
      { kind: 'nav', to: 'VEZEPyRAG', data: { answer: 'It takes 3 days' }, citations: [PASSAGE] },
    ],
    ['helm', 'send an invite to ada@veze.io', SENT, { kind: 'nav', to: 'VEZEPyEmail' }],
    ['helm', 'boss strategy', {}, { kind: 'nav', to: 'VEZEPyGame', handoff: { mode: 'player' } }],
    [
      'helm',
      'refund order 123',
      REFUNDED,
      { kind: 'nav', to: 'VEZEPyCommerce', handoff: { mode: 'support' } },
    ],
    [
      'helm',
      'purple monkey dishwasher',
      {},
      { kind: 'nav', to: 'Helm', data: { tip: "Say 'store', 'docs', 'email'..." } },
    ],
    ['helm', 'open the game', {}, { kind: 'nav', to: 'VEZEPyGame' }],
    [
      'support',
      'refund order 123',
      REFUNDED,
      {
        kind: 'support',
        topic: 'commerce',
        steps: ['Locate order', 'Authorize refund', 'Send receipt'],
        data: { receipt: 'RF-1' },
      },
    ],
    [
      'support',
      'send an invite to ada@veze.io',
      SENT,
      { kind: 'support', topic: 'email', queued: { queued: true } },
    ],
    [
      'support',
      'how long do refunds take?',
      ANSWERED,
      { kind: 'answer', data: { answer: 'It takes 3 days' }, citations: [PASSAGE] },
    ],
    ['support', 'hello', {}, { kind: 'answer' }],
    ['support', 'boss strategy', {}, { kind: 'answer', handoff: { mode: 'player' } }],
    [
      'player',
      'boss strategy',
      FOUGHT,
      { kind: 'plan', data: { strategy: 'bait', analysis: ANALYSIS, execution: { id: 'x-1' } } },
    ],
    ['player', 'the gate is closed', NPC, { kind: 'npc', data: { npc: 'Vex' } }],
    ['player', 'buy nebula skin', NPC, { kind: 'npc', data: { npc: 'Vex' }, handoff: { mode: 'helm' } }],
    ['player', 'what docs are available?', NPC, { kind: 'npc', handoff: { mode: 'support' } }],
  ])('%s "%s"', async (mode, text, results, reply) => {
    const taken = await say(mode, text, results);
    expect(taken.reply).toMatchObject({ ...reply, planner: 'rules' });
  });
});

describe('what is said', () => {
  it.each<[Mode, string, Results, string]>([
    [
      'helm',
      'buy nebula skin',
      BOUGHT,
      'Done: I bought 1 x Nebula Skin for 19.99 USD. Your order number is 1001.',
    ],
    [
      'support',
      'refund order 123',
      REFUNDED,
      'Order 123 is refunded: 19.99 USD goes back to you. Your receipt is RF-1.',
    ],
    [
      'support',
      'refund order 123 and mail the receipt to ada@veze.io',
      { ...REFUNDED, ...SENT },
      'Order 123 is refunded: 19.99 USD goes back to you. Your receipt is RF-1. It is on its way to ada@veze.io.',
    ],
    [
      'support',
      'where is order 9?',
      {
        'orders.get': {
          done: { ...order(9, 'shipped'), tracking: { carrier: 'Orbit', number: 'OP-9', eta: '2026-03-16' } },
        },
      },
      'Order 9 (1 x Nebula Skin) is on its way with Orbit, tracking number OP-9, expected 16 March 2026.',
    ],
    ['support', 'my orders', { 'orders.list': { done: { orders: [] } } }, 'You have no orders.'],
    [
      'support',
      'send an invite to ada@veze.io',
      SENT,
      'The invitation to ada@veze.io is queued, with the subject "Hello".',
    ],
    [
      'helm',
      'store',
      { 'catalog.list': { done: { products: [] } } },
      'I found nothing in the store. Say "store" to see everything.',
    ],
    [
      'helm',
      'post hi there',
      {
        'social.post': {
          done: { id: 'p', author: 'pilot', text: 'hi there', likes: 0, tags: [], at: '2026-03-14' },
        },
      },
      'Your post is published: "hi there"',
    ],
    [
      'helm',
      'when do the Comets play?',
      {
        'sports.fixtures': {
          done: {
            fixtures: [
              {
                id: 'f',
                league: 'Nebula',
                home: 'Comets',
                away: 'Titans',
                starts_at: '2026-03-14T18:00:00Z',
                venue: 'Nova Dome',
              },
            ],
          },
        },
      },
      'Coming up for Comets:\n- Comets against Titans, Saturday 14 March, 18:00 UTC, Nova Dome.',
    ],
    [
      'helm',
      'score of the Comets',
      {
        'sports.scores': {
          done: {
            scores: [
              {
                id: 's',
                league: 'Nebula',
                home: { team: 'Comets', score: 2 },
                away: { team: 'Titans', score: 1 },
                status: 'live',
                played_at: '2026-03-14T18:00:00Z',
              },
            ],
          },
        },
      },
      'Here are the latest scores for Comets:\n- Comets 2:1 Titans, live now.',
    ],
    [
      'helm',
      "what's trending",
      { 'social.trending': { done: { topics: [{ tag: 'veze', posts: 12, change_percent: 3.4 }] } } },
      'Trending right now:\n- #veze, 12 posts (up 3%)',
    ],
    [
      'helm',
      'trends',
      { 'xengine.trends': { done: { trends: [{ topic: 'Frost', score: 1, change_percent: -19 }] } } },
      'These trends are the strongest right now:\n- Frost (down 19%)',
    ],
    [
      'player',
      'boss strategy',
      FOUGHT,
      'Strategy against DinoBoss: Bait it.\n1. Run.\n2. Hit it.\nMira has the orders in match m-1.',
    ],
    ['player', 'the gate is closed', NPC, 'Vex: Well met.'],
  ])('%s "%s"', async (mode, text, results, said) => {
    const taken = await say(mode, text, results);
    expect(taken.text.replace(/\n\n?Say "buy.*/, '')).toBe(said);
  });

  it('keeps lists short', async () => {
    const products = Array.from({ length: 9 }, (_, index) => product(`Skin ${index + 1}`));
    const { text, reply } = await say('helm', 'store', { 'catalog.list': { done: { products } } });
    expect(text.match(/^- /gm)).toHaveLength(6);
    expect(text).toContain('- and 4 more.');
    expect(reply.choices).toHaveLength(5);
  });

  it('tells of both wishes of a message', async () => {
    const scores: Ended = { done: { scores: [] } };
    const { text } = await say('support', 'refund order 123 and tell me the score of the Comets', {
      ...REFUNDED,
      'sports.scores': scores,
    });
    expect(text).toContain('Order 123 is refunded');
    expect(text).toContain('no scores for Comets');
  });

  it('says in the own language of a person that it is English only', async () => {
    expect((await say('support', 'hola, dónde está mi pedido')).text).toMatch(
      /^Lo siento.*only understand English/,
    );
  });

  it('names the steps of the plan, and none as still to come', async () => {
    const { reply } = await say('support', 'refund order 123', { 'orders.get': { failed: 'unavailable' } });
    expect(reply.plan?.map(({ tool, state }) => `${tool} ${state}`)).toEqual([
      'orders.get failed',
      'orders.refund skipped',
    ]);
  });
});
