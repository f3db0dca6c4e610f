import { describe, expect, test } from 'vitest';
import type { Mode } from '../../contracts/mode.js';
import type { Meaning, Opinion } from '../meaning/meaning.js';
import { createRulesPlanner } from './rules-planner.js';
import { fakeTurn, type FakeTurn } from './testing/fake-turn.js';

const OPINION: Opinion = {
  intent: 'order.exchange',
  confidence: 0.71,
  candidates: [
    { intent: 'order.exchange', score: 0.712345 },
    { intent: 'order.change', score: 0.2 },
  ],
  cosine: 0.8,
  inScope: 1.5,
};

/** A meaning that always says the same, and what it was asked. */
function fixed(opinion: Partial<Opinion> | Error) {
  const asked: Parameters<Meaning['judge']>[] = [];
  const meaning: Meaning = {
    judge: async (...args) => {
      asked.push(args);
      if (opinion instanceof Error) throw opinion;
      return { ...OPINION, ...opinion };
    },
  };
  return { asked, planner: createRulesPlanner(meaning) };
}

const routed = (opinion: Partial<Opinion> | Error, mode: Mode, text: string, turn: FakeTurn = {}) => {
  const { asked, planner } = fixed(opinion);
  return planner.route(fakeTurn(mode, text, turn)).then((route) => ({ asked, route }));
};

describe('meaning is asked', () => {
  test('where no phrase matched, and names the runners-up', async () => {
    const { route, asked } = await routed({}, 'support', 'my boots pinch, could I have the 44');
    expect(asked[0]?.slice(0, 3)).toEqual([
      'my boots pinch, could I have the 44',
      'support',
      { intent: 'knowledge.ask', confidence: 0.45, evidence: 'none' },
    ]);
    expect(route).toMatchObject({
      specialist: 'orders',
      intent: 'order.exchange',
      by: 'meaning',
      confidence: 0.71,
    });
    expect(route.candidates).toEqual([
      { intent: 'order.exchange', score: 0.71 },
      { intent: 'order.change', score: 0.2 },
    ]);
    expect(route.reason).toContain('order.change');
  });

  test('where only a turn of phrase did', async () => {
    const { asked } = await routed({}, 'support', 'how do I swap a thing');
    expect(asked[0]?.[2]).toMatchObject({ intent: 'knowledge.ask', evidence: 'turn of phrase' });
  });
});

describe('meaning is not asked', () => {
  test.each([
    ['a phrase comes with what it needs', 'support', 'refund order 123'],
    ['there are several wishes', 'helm', 'buy nebula skin and show me the latest scores'],
    ['it is no English', 'support', 'hola, dónde está mi pedido'],
    ['there are no words', 'helm', '🎉🎉🎉'],
  ] as const)('where %s', async (_what, mode, text) => {
    const { route, asked } = await routed({}, mode, text);
    expect(asked).toEqual([]);
    expect(route.by).toBe('rules');
    expect(route).not.toHaveProperty('candidates');
  });

  test('where the message answers our question', async () => {
    const pending = { intent: 'order.cancel', slot: 'order_id', slots: {}, choices: [] };
    const { route, asked } = await routed({}, 'support', '123', { dialog: { pending } });
    expect(asked).toEqual([]);
    expect(route).toMatchObject({ intent: 'order.cancel', by: 'rules' });
  });
});

test('what is out of scope gets a reply that says what can be done, and nothing is run', async () => {
  const { planner } = fixed({ intent: 'chat.offtopic', confidence: 0.9 });
  const turn = fakeTurn('support', 'is it smart to buy apple shares');
  const decision = await planner.plan(turn, await planner.route(turn));
  if (decision.do !== 'reply') throw new Error('it was planned for');
  expect(decision.outcome.reply.text).toMatch(/nothing I can help with.*track and refund orders/i);
});

test.each([
  'order.exchange',
  'order.change',
  'order.address',
  'order.invoice',
  'order.payment',
  'email.newsletter',
])('%s, found by meaning alone, writes nothing', async (intent) => {
  const { planner } = fixed({ intent });
  const turn = fakeTurn('support', 'that thing with my boots from 551, you know');
  const decision = await planner.plan(turn, await planner.route(turn));
  const tools = decision.do === 'run' ? decision.steps.map(({ tool }) => turn.tools.get(tool)?.effect) : [];
  expect(tools).not.toContain('write');
});

test('embeddings that are away leave the rules to decide', async () => {
  const { route } = await routed(new Error('no vectors'), 'support', 'my boots pinch');
  expect(route).toMatchObject({ intent: 'knowledge.ask', by: 'rules' });
});

test('in a game nothing is out of scope: an NPC answers', async () => {
  const { route } = await routed({ intent: 'chat.offtopic' }, 'player', 'is this the way to the harbour');
  expect(route).toMatchObject({ specialist: 'npc', intent: 'npc.talk', by: 'meaning' });
});

test('an intent nobody knows leaves the rules to decide', async () => {
  const { route } = await routed({ intent: 'moon.land' }, 'support', 'my boots pinch');
  expect(route.by).toBe('rules');
});

test('a turn that is stopped while meaning is asked ends with that', async () => {
  const stopped = new AbortController();
  const planner = createRulesPlanner({
    judge: async () => {
      stopped.abort(new Error('stopped'));
      throw new Error('no vectors');
    },
  });
  const turn = fakeTurn('support', 'my boots pinch', { signal: stopped.signal });
  await expect(planner.route(turn)).rejects.toThrow('stopped');
});
