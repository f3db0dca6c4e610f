import { describe, expect, test } from 'vitest';
import { uuidv7 } from '../core/ids.js';
import { acceptTestRun, claimTestRun } from '../testing/run-rows.js';
import { databaseTargets } from '../testing/servers.js';
import {
  markDone,
  markNotDone,
  markSent,
  recordActionIntent,
  recordIntent,
  type EffectIntent,
} from './effects.js';
import { useTestStore } from '../testing/test-store.js';

describe.each(databaseTargets())('an effect on $name Postgres', ({ url }) => {
  const store = useTestStore(url);

  const createIntent = async (): Promise<EffectIntent> => {
    const { runId, sessionId, userId } = await acceptTestRun(store.pool);
    const { attempt } = await claimTestRun(store.pool, runId);
    const intent = {
      key: uuidv7(),
      runId,
      attempt,
      sessionId,
      userId,
      stepId: 1,
      tool: 'checkout',
      args: {},
    };
    expect(await recordIntent(store.pool, intent)).toEqual({ state: 'intent', result: null, error: null });
    return intent;
  };
  const done = (key: string) => ({ key, result: { ok: true }, eventId: uuidv7(), busPayload: {} });
  const error = { code: 'unknown_outcome', message: 'Nobody knows.' };

  test('leaves once where it may not leave again, also when two would send it', async () => {
    const intent = await createIntent();
    const sent = await Promise.all([1, 2, 3].map(() => markSent(store.pool, intent.key, false)));
    expect(sent.sort()).toEqual([false, false, true]);
    await markNotDone(store.pool, { key: intent.key, state: 'unknown', error });
    expect(await markSent(store.pool, intent.key, false)).toBe(false);
    expect(await recordIntent(store.pool, intent)).toEqual({ state: 'unknown', result: null, error });
  });

  test('leaves again under the same key while its outcome is not known, and not after', async () => {
    const intent = await createIntent();
    expect(await markSent(store.pool, intent.key, true)).toBe(true);
    expect(await markSent(store.pool, intent.key, true)).toBe(true);
    await markNotDone(store.pool, { key: intent.key, state: 'unknown', error });
    expect(await markSent(store.pool, intent.key, true)).toBe(true);
    await markDone(store.pool, done(intent.key));
    expect(await markSent(store.pool, intent.key, true)).toBe(false);
    expect(await recordIntent(store.pool, intent)).toMatchObject({ state: 'done', result: { ok: true } });
  });

  test('is put on record as often as the cap allows, however many are made at once', async () => {
    const first = await createIntent();
    const { runId, attempt, sessionId } = first;
    const userId = uuidv7();
    const write = (key: string, tool = 'checkout') => ({
      ...first,
      key,
      runId,
      attempt,
      sessionId,
      userId,
      tool,
    });
    const keys = Array.from({ length: 12 }, () => uuidv7());
    const made = await Promise.all(keys.map((key) => recordIntent(store.pool, write(key), 3)));
    const states = made.map((known) => known?.state);
    expect(states.filter((state) => state === 'intent')).toHaveLength(3);
    expect(states.filter((state) => state === 'failed')).toHaveLength(9);
    // One that is on record is known, and another tool has room of its own.
    const known = keys[states.indexOf('intent')] ?? '';
    expect(await recordIntent(store.pool, write(known), 3)).toMatchObject({ state: 'intent' });
    expect(await recordIntent(store.pool, write(uuidv7(), 'social.post'), 3)).toMatchObject({
      state: 'intent',
    });
    const action = { worker: uuidv7(), cap: 3 };
    expect(await recordActionIntent(store.pool, write(uuidv7()), action)).toMatchObject({ state: 'failed' });
  });

  test('that is done stays done, and is on the bus once', async () => {
    const intent = await createIntent();
    await markSent(store.pool, intent.key, true);
    const first = done(intent.key);
    for (const one of [first, done(intent.key)]) await markDone(store.pool, one);
    await markNotDone(store.pool, { key: intent.key, state: 'failed', error });
    expect(await recordIntent(store.pool, intent)).toMatchObject({ state: 'done' });
    const { rows } = await store.pool.query(
      `select event_id from outbox where event = 'copilot.action.executed' and event_id = any($1::uuid[])`,
      [[first.eventId]],
    );
    expect(rows).toHaveLength(1);
  });

  test('of a run that is not ours any more is not put on record', async () => {
    const intent = await createIntent();
    const late = { ...intent, key: uuidv7(), attempt: intent.attempt - 1 };
    expect(await recordIntent(store.pool, late)).toBeUndefined();
  });
});
