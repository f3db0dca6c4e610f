import { describe, expect, test } from 'vitest';
import { uuidv7 } from '../core/ids.js';
import { acceptTestRun } from '../testing/run-rows.js';
import { createDeferred } from '../testing/deferred.js';
import { databaseTargets } from '../testing/servers.js';
import { drainOutbox, insertOutboxEvent, type OutboxEvent } from './outbox.js';
import { useTestStore } from '../testing/test-store.js';

describe.each(databaseTargets())('the outbox on $name Postgres', ({ url }) => {
  const store = useTestStore(url);

  const insert = async (count: number): Promise<string[]> => {
    const ids = Array.from({ length: count }, () => uuidv7());
    for (const eventId of ids) await insertOutboxEvent(store.pool, { eventId, event: 'e', payload: {} });
    return ids;
  };
  const take = async (limit: number): Promise<string[]> => {
    const taken: string[] = [];
    await drainOutbox(store.pool, limit, async (events) => {
      taken.push(...events.map((event) => event.eventId));
    });
    return taken;
  };

  test('hands out the oldest first, up to the limit, and forgets them', async () => {
    const ids = await insert(5);
    expect(await take(3)).toEqual(ids.slice(0, 3));
    expect(await take(3)).toEqual(ids.slice(3));
    expect(await take(3)).toEqual([]);
  });

  test('asks nobody to publish nothing', async () => {
    const published: OutboxEvent[][] = [];
    expect(await drainOutbox(store.pool, 5, async (events) => void published.push(events))).toBe(0);
    expect(published).toEqual([]);
  });

  test('keeps what was not published, in its place', async () => {
    const ids = await insert(3);
    const failing = drainOutbox(store.pool, 5, () => Promise.reject(new Error('the bus is away')));
    await expect(failing).rejects.toThrow('the bus is away');
    expect(await take(5)).toEqual(ids);
  });

  test('two at once are handed different events', async () => {
    const ids = await insert(4);
    const [inside, goOn] = [createDeferred<void>(), createDeferred<void>()];
    const first: string[] = [];
    const slow = drainOutbox(store.pool, 2, async (events) => {
      first.push(...events.map((event) => event.eventId));
      inside.resolve();
      await goOn.promise;
    });
    await inside.promise;
    expect(await take(2)).toEqual(ids.slice(2));
    goOn.resolve();
    await slow;
    expect(first).toEqual(ids.slice(0, 2));
  });

  test('a run is accepted together with its event, or not at all', async () => {
    const run = await acceptTestRun(store.pool);
    const refused = acceptTestRun(store.pool, { sessionId: run.sessionId, userId: 'eve' });
    await expect(refused).rejects.toThrow();
    const events: OutboxEvent[] = [];
    await drainOutbox(store.pool, 5, async (taken) => void events.push(...taken));
    expect(events).toEqual([
      {
        eventId: run.eventId,
        event: 'copilot.task.created',
        payload: { run_id: run.runId, session_id: run.sessionId, user_id: 'ada', mode: 'support' },
      },
    ]);
  });
});
