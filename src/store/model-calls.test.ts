import { beforeEach, describe, expect, test } from 'vitest';
import type { ModelBudgets, PlannedModelCall } from '../contracts/model-call.js';
import { uuidv7 } from '../core/ids.js';
import { acceptTestRun } from '../testing/run-rows.js';
import { databaseTargets } from '../testing/servers.js';
import { reserveModelCall, settleModelCall } from './model-calls.js';
import { findRun } from './run-views.js';
import { useTestStore } from '../testing/test-store.js';

const NONE = { tokens: 0, usd: 0 };
const FREE: ModelBudgets = { turn: NONE, session: NONE, day: NONE };

describe.each(databaseTargets())('calls of the model on $name Postgres', ({ url }) => {
  const store = useTestStore(url);
  beforeEach(() => store.pool.query('delete from model_calls'));

  /** A call of 100 tokens and one dollar at most. */
  const call = (given: Partial<PlannedModelCall> = {}): PlannedModelCall => ({
    callId: uuidv7(),
    runId: uuidv7(),
    sessionId: 's1',
    userId: 'ada',
    purpose: 'plan',
    model: 'big',
    promptVersion: 'v1',
    inputTokens: 60,
    outputTokens: 40,
    costUsd: 1,
    ...given,
  });
  const reserve = (planned: PlannedModelCall, limits: Partial<ModelBudgets> = {}) =>
    reserveModelCall(store.pool, planned, { ...FREE, ...limits });
  const settle = (callId: string, tokens: number, costUsd = 0, outcome = 'done') =>
    settleModelCall(store.pool, {
      callId,
      outcome,
      inputTokens: tokens,
      outputTokens: 0,
      isEstimated: false,
      costUsd,
      durationMs: 5,
    });

  const runId = uuidv7();
  test.each([
    ['turn_tokens', { turn: { tokens: 250, usd: 0 } }, { runId }],
    ['turn_usd', { turn: { tokens: 0, usd: 2.5 } }, { runId }],
    ['session_tokens', { session: { tokens: 250, usd: 0 } }, {}],
    ['session_usd', { session: { tokens: 0, usd: 2.5 } }, {}],
    ['day_tokens', { day: { tokens: 250, usd: 0 } }, { sessionId: 'another' }],
    ['day_usd', { day: { tokens: 0, usd: 2.5 } }, { sessionId: 'another' }],
  ] as const)('%s is not exceeded by calls under way', async (limit, limits, third) => {
    expect(await reserve(call({ runId }), limits)).toBeUndefined();
    expect(await reserve(call({ runId }), limits)).toBeUndefined();
    expect(await reserve(call(third), limits)).toBe(limit);
    const { rows } = await store.pool.query('select from model_calls');
    expect(rows).toHaveLength(2);
  });

  test('a budget that is just used up is not exceeded', async () => {
    const limits = { turn: { tokens: 200, usd: 2 } };
    expect(await reserve(call({ runId }), limits)).toBeUndefined();
    expect(await reserve(call({ runId }), limits)).toBeUndefined();
    expect(await reserve(call({ runId, inputTokens: 1, outputTokens: 0, costUsd: 0 }), limits)).toBe(
      'turn_tokens',
    );
  });

  test('what a call came to in the end takes the place of the most it could come to', async () => {
    const limits = { session: { tokens: 120, usd: 0 } };
    const first = call();
    await reserve(first, limits);
    expect(await reserve(call(), limits)).toBe('session_tokens');
    await settle(first.callId, 20);
    expect(await reserve(call(), limits)).toBeUndefined();
  });

  test("another user's calls do not count, nor do those of yesterday, but for the session", async () => {
    await reserve(call({ userId: 'eve', sessionId: 'hers' }));
    await reserve(call());
    await store.pool.query(`update model_calls set at = now() - interval '25 hours' where user_id = 'ada'`);
    expect(await reserve(call(), { day: { tokens: 100, usd: 0 } })).toBeUndefined();
    expect(await reserve(call(), { session: { tokens: 250, usd: 0 } })).toBe('session_tokens');
  });

  test('calls of one user at once see each other, whatever their session', async () => {
    const limits = { day: { tokens: 1000, usd: 0 } };
    const calls = Array.from({ length: 30 }, (_, i) => call({ sessionId: `s${i % 2}` }));
    const refused = await Promise.all(calls.map((one) => reserve(one, limits)));
    expect(refused.filter((limit) => limit === undefined)).toHaveLength(10);
    expect(refused.filter((limit) => limit === 'day_tokens')).toHaveLength(20);
  });

  test('what is used for a match counts together, whoever plays in it, also of calls made at once', async () => {
    const match = { id: 'm1', tokens: 1000 };
    const calls = Array.from({ length: 15 }, (_, i) => call({ userId: `u${i}`, sessionId: `s${i}`, match }));
    const refused = await Promise.all(calls.map((one) => reserve(one)));
    expect(refused.filter((limit) => limit === undefined)).toHaveLength(10);
    expect(refused.filter((limit) => limit === 'match_tokens')).toHaveLength(5);
    expect(await reserve(call({ match: { ...match, id: 'm2' } }))).toBeUndefined();
    expect(await reserve(call())).toBeUndefined();
  });

  test('a call for a match is held to the other limits as well', async () => {
    const match = { id: 'm1', tokens: 1000 };
    const limits = { session: { tokens: 100, usd: 0 } };
    expect(await reserve(call({ match }), limits)).toBeUndefined();
    expect(await reserve(call({ match }), limits)).toBe('session_tokens');
  });

  test('a run tells what its finished calls came to', async () => {
    const run = await acceptTestRun(store.pool);
    const usage = async () => (await findRun(store.pool, run.runId, run.userId))?.model_usage;
    expect(await usage()).toEqual({ calls: 0, input_tokens: 0, output_tokens: 0, cost_usd: 0 });
    const calls = [call(run), call(run), call(run)];
    for (const one of calls) await reserve(one);
    await settle(calls[0]?.callId ?? '', 30, 0.25);
    await settle(calls[1]?.callId ?? '', 12, 0.5, 'truncated');
    expect(await usage()).toEqual({ calls: 2, input_tokens: 42, output_tokens: 0, cost_usd: 0.75 });
  });
});
