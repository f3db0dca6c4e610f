import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../contracts/json.js';
import type { Route } from '../../contracts/run-event.js';
import type { Answer } from '../../testing/in-memory-model.js';
import { realTurn, respondTo, startTurn } from '../../testing/llm-turn.js';
import { progressWith, type Ended } from '../rules/testing/fake-turn.js';
import { order, PASSAGE } from '../rules/testing/results.js';

const ROUTE: Route = { specialist: 'orders', intent: 'order.refund', confidence: 1, reason: 'r', by: 'llm' };
const REFUND = { order_id: 123, status: 'refunded', amount: 19.99, currency: 'USD', receipt: 'R-1' };
const SCORES = {
  scores: [
    {
      id: 's1',
      league: 'Nebula League',
      home: { team: 'Comets', score: 3 },
      away: { team: 'Meteors', score: 1 },
      status: 'final',
      played_at: '2026-03-13T20:00:00Z',
    },
  ],
};
const step = (id: number, tool: string, args: JsonObject = {}, after: number[] = []) => ({
  id,
  tool,
  label: `Do ${tool}`,
  args,
  after,
});
const STEPS = [
  step(1, 'orders.get', { order_id: 123 }),
  { ...step(2, 'orders.refund', { order_id: 123 }, [1]), label: 'Refund order 123' },
  { ...step(3, 'sports.scores'), label: "Look up last night's score" },
];
const turn = realTurn(
  'support',
  'order 123 never came, refund it and tell me the score of last night’s match',
);
const DONE: Record<string, Ended> = {
  'orders.get': { done: order(123, 'delivered') },
  'orders.refund': { done: REFUND },
  'sports.scores': { done: SCORES },
};
const REFUSED: Record<string, Ended> = {
  ...DONE,
  'orders.refund': { failed: 'conflict', message: 'Order 123 is too old to be refunded.' },
};

async function reply(
  answer: Answer,
  ended: Record<string, Ended>,
  stored: Parameters<typeof startTurn>[2] = {},
) {
  const started = startTurn('support', [answer], stored);
  const outcome = await respondTo(started, { turn, route: ROUTE, progress: progressWith(STEPS, ended) });
  expect(outcome.pieces.join('')).toBe(outcome.reply.text);
  return { ...started, ...outcome, text: outcome.reply.text };
}

describe('a reply of the model', () => {
  test('goes out sentence by sentence, in the kind of its specialist, with what to remember', async () => {
    const pieces = ['Order 123 is refunded, 19.99 ', 'USD. The Com', 'ets beat the Meteors 3:1.'];
    const said = await reply(pieces, DONE);
    expect(said.text).toBe('Order 123 is refunded, 19.99 USD. The Comets beat the Meteors 3:1.');
    expect(said.pieces).toHaveLength(2);
    expect(said.reply).toMatchObject({ kind: 'support', topic: 'commerce', data: { receipt: 'R-1' } });
    expect(said.reply.degraded).toBeUndefined();
    expect(said.dialog.focus.order_id).toBe(123);
  });

  test('never says that something was done which was not: the record says how it is', async () => {
    const said = await reply(['I have refunded order 123. The Comets beat the Meteors 3:1.'], REFUSED);
    expect(said.text).not.toMatch(/have refunded/);
    expect(said.text).toContain('Order 123 is too old to be refunded.');
    expect(said.text).toContain('3:1');
  });

  test.each([
    ['another sum', 'I refunded 500 USD for order 123.'],
    ['another order', 'I refunded order 124.'],
    ['an e-mail that nobody sent', 'I have e-mailed you the receipt.'],
    ['a claim in another language', 'Ich habe die Bestellung storniert und das Geld ist auf dem Weg zu dir.'],
  ])('does not leave with %s', async (_what, claim) => {
    const said = await reply([claim], DONE);
    expect(said.text).toContain('Order 123 is refunded: 19.99 USD goes back to you.');
    expect(said.text).not.toMatch(/500|124|have e-mailed|Bestellung/);
  });

  test('is completed by what it keeps quiet about', async () => {
    const said = await reply(['The Comets beat the Meteors 3:1.'], REFUSED);
    expect(said.text).toMatch(/^The Comets beat the Meteors 3:1\. I could not refund order 123: /);
    const done = await reply(['The Comets beat the Meteors 3:1.'], DONE);
    expect(done.text).toContain('Order 123 is refunded: 19.99 USD');
  });

  test('is not completed where it owns up in its own words', async () => {
    const own = 'Sorry, the refund of order 123 was not possible, it is too old. The Comets won 3:1.';
    expect((await reply([own], REFUSED)).text).toBe(own);
  });

  test('that breaks off stands, and the record says the rest', async () => {
    const pieces = ['Order 123 is refunded, 19.99 USD. ', 'And the Com'];
    const said = await reply({ pieces, fault: 'truncated' }, DONE);
    expect(said.text).toMatch(/^Order 123 is refunded, 19\.99 USD\.\n\n/);
    expect(said.text).toContain('Comets 3:1 Meteors');
    expect(said.text).not.toContain('And the Com');
    expect(said.reply.degraded).toBe("the language model's answer broke off");
  });

  test.each(['timeout', 'unavailable', 'over_budget'] as const)(
    'is written from the record where the model ends with %s',
    async (code) => {
      const said = await reply(code, DONE);
      expect(said.text).toContain('Order 123 is refunded: 19.99 USD');
      expect(said.text).toContain('Comets 3:1 Meteors');
      expect(said.reply.degraded).toContain('language model');
      expect(said.counted.fellBack).toEqual([code]);
    },
  );

  test('cites its sources by number, in the order of their use, and no others', async () => {
    const started = startTurn('support', [['A refund takes 3 days [2]. Ask [7] or [1] us.']]);
    const passages = [{ ...PASSAGE, id: 'kb-other', title: 'Other' }, PASSAGE];
    const results = { results: passages.map((one) => ({ ...one, score: 1 })) };
    const progress = progressWith([step(1, 'rag.search', { query: 'refunds' })], {
      'rag.search': { done: results },
    });
    const { reply: said } = await respondTo(started, { turn, route: ROUTE, progress });
    expect(said.text).toBe('A refund takes 3 days [1]. Ask or [2] us.');
    expect(said.citations?.map(({ id }) => id)).toEqual(['kb-refunds', 'kb-other']);
  });
});

describe('a second attempt of a run', () => {
  test('keeps what was said, asks no model, and says the rest from the record', async () => {
    const stored = [
      { type: 'text.delta' as const, index: 0, text: 'Good news: the Comets ' },
      { type: 'text.delta' as const, index: 1, text: 'beat the Meteors 3:1.' },
    ];
    const said = await reply('unavailable', DONE, { stored });
    expect(said.model.calls).toEqual([]);
    expect(said.text.startsWith('Good news: the Comets beat the Meteors 3:1.')).toBe(true);
    expect(said.text).toContain('Order 123 is refunded: 19.99 USD');
  });

  test('does not ask a model again that was out of the turn', async () => {
    const call = { call: 1, model: 'm', input_tokens: 1, output_tokens: 0, cost_usd: 0, duration_ms: 1 };
    const event = {
      type: 'model.finished' as const,
      purpose: 'plan' as const,
      outcome: 'timeout',
      prompt_version: 'v',
    };
    const said = await reply(['never'], DONE, { stored: [{ ...call, ...event }] });
    expect(said.model.calls).toEqual([]);
    expect(said.reply.degraded).toContain('took too long');
    expect(said.model.runs[0]?.callsBefore).toBe(1);
  });
});
