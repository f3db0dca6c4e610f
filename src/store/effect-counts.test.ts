import { beforeEach, describe, expect, test } from 'vitest';
import { acceptTestRun, claimTestRun } from '../testing/run-rows.js';
import { databaseTargets } from '../testing/servers.js';
import { countWrites, countWritesSince } from './effect-counts.js';
import { markNotDone, recordIntent } from './effects.js';
import { useTestStore } from '../testing/test-store.js';

describe.each(databaseTargets())('counting writes on $name Postgres', ({ url }) => {
  const store = useTestStore(url);
  beforeEach(() => store.pool.query('delete from effects'));

  const write = async (key: string, tool: string, given: Parameters<typeof acceptTestRun>[1] = {}) => {
    const run = await acceptTestRun(store.pool, given);
    const { attempt } = await claimTestRun(store.pool, run.runId);
    await recordIntent(store.pool, { ...run, key, attempt, stepId: 1, tool, args: {} });
    // The session is free for the next one.
    await store.pool.query(`update runs set status = 'done' where id = $1`, [run.runId]);
    return run;
  };
  const error = { code: 'conflict', message: 'No.' };

  test('counts a user and a tool, the last day, what did not fail, and never the write itself', async () => {
    await write('a', 'checkout');
    await write('b', 'checkout');
    await write('failed', 'checkout');
    await markNotDone(store.pool, { key: 'failed', state: 'failed', error });
    await write('unknown', 'checkout');
    await markNotDone(store.pool, { key: 'unknown', state: 'unknown', error });
    await write('other tool', 'social.post');
    await write('other user', 'checkout', { userId: 'eve' });
    await write('old', 'checkout');
    await store.pool.query(`update effects set created_at = now() - interval '25 hours' where key = 'old'`);
    const count = (key: string) => countWrites(store.pool, { userId: 'ada', tool: 'checkout', key });
    expect(await count('new')).toEqual({ count: 3, isKnown: false });
    expect(await count('a')).toEqual({ count: 2, isKnown: true });
    expect(await count('failed')).toEqual({ count: 3, isKnown: true });
  });

  test('counts the writes of a session since a message, but those of the run that asks', async () => {
    const first = await write('before', 'checkout');
    const { sessionId } = first;
    const second = await write('since', 'checkout', { sessionId, message: 'buy a skin' });
    const since = (runId: string, tool = 'checkout', message = 'buy a skin') =>
      countWritesSince(store.pool, { sessionId, runId, tool, message });
    expect(await since(first.runId)).toBe(1);
    expect(await since(second.runId)).toBe(0);
    expect(await since(first.runId, 'orders.refund')).toBe(0);
    expect(await since(first.runId, 'checkout', 'never said')).toBe(0);
  });
});
