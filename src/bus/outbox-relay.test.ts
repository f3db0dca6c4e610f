import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createRedis } from '../core/redis.js';
import { uuidv7 } from '../core/ids.js';
import { drainOutbox, insertOutboxEvent } from '../store/outbox.js';
import { createDeferred } from '../testing/deferred.js';
import { createKeyPrefix, databaseTargets, redisTargets } from '../testing/servers.js';
import { findClosedPort } from '../testing/test-redis.js';
import { createInProcessBus } from './bus-in-process.js';
import { createRedisBus } from './bus-redis.js';
import type { Bus, BusEvent } from './bus.js';
import { redactPayload } from '../policy/text/redact-payload.js';
import { createOutboxRelay, type OutboxRelay, type OutboxRelayDeps } from './outbox-relay.js';
import { useTestStore } from '../testing/test-store.js';

const AT_ONCE = { gatherMs: 0, sweepMs: 5 };

describe.each(databaseTargets())('the outbox relay on $name Postgres', ({ url }) => {
  const store = useTestStore(url);
  const relays: OutboxRelay[] = [];

  beforeEach(() => store.pool.query('truncate outbox'));
  afterEach(async () => {
    for (const relay of relays.splice(0)) await relay.close();
  });

  const startRelay = (bus: Bus, options: Partial<OutboxRelayDeps> = {}): OutboxRelay => {
    const relay = createOutboxRelay({
      bus,
      drain: (limit, publish) => drainOutbox(store.pool, limit, publish),
      redact: (payload) => payload,
      onError: () => undefined,
      ...AT_ONCE,
      ...options,
    });
    relays.push(relay);
    return relay;
  };
  const insert = async (count: number): Promise<string[]> => {
    const ids = Array.from({ length: count }, () => uuidv7());
    for (const [n, eventId] of ids.entries()) {
      await insertOutboxEvent(store.pool, { eventId, event: 'copilot.task.created', payload: { n } });
    }
    return ids;
  };
  const waiting = async (): Promise<number> =>
    (await store.pool.query<{ n: number }>('select count(*)::int as n from outbox')).rows[0]?.n ?? -1;
  const emptied = () => expect.poll(waiting, { timeout: 10_000, interval: 10 }).toBe(0);
  const idsOn = async (bus: Bus): Promise<unknown[]> =>
    (await bus.read('0', 10_000)).map(({ event }) => event.payload['event_id']);

  /** A bus that refuses its first `failures` batches; `tries` holds all it was handed. */
  const createMoodyBus = (failures: number): Bus & { tries: BusEvent[][] } => {
    const bus = createInProcessBus();
    const tries: BusEvent[][] = [];
    return {
      ...bus,
      tries,
      publish(events) {
        tries.push(events);
        return tries.length <= failures ? Promise.reject(new Error('the bus is away')) : bus.publish(events);
      },
    };
  };

  test('has every payload redacted before it reaches the bus, and keeps its id', async () => {
    const bus = createInProcessBus();
    const eventId = uuidv7();
    const payload = { plan: { note: 'my card is 4111 1111 1111 1111' } };
    await insertOutboxEvent(store.pool, { eventId, event: 'copilot.game.plan', payload });
    startRelay(bus, { redact: redactPayload }).kick();
    await emptied();
    const [sent] = await bus.read('0', 10);
    expect(sent?.event.payload).toMatchObject({ event_id: eventId, plan: { note: expect.any(String) } });
    expect(JSON.stringify(sent)).not.toContain('4111');
  });

  test('moves what is committed to the bus, in order, and forgets it', async () => {
    const bus = createInProcessBus();
    const relay = startRelay(bus, { sweepMs: 60_000 });
    const ids = await insert(7);
    relay.kick();
    await emptied();
    expect(await idsOn(bus)).toEqual(ids);
    expect((await bus.read('0', 1))[0]?.event).toEqual({
      event: 'copilot.task.created',
      payload: { event_id: ids[0], n: 0 },
    });
  });

  test('finds what nobody told it of', async () => {
    const bus = createInProcessBus();
    const ids = await insert(2);
    startRelay(bus);
    await emptied();
    expect(await idsOn(bus)).toEqual(ids);
  });

  test('loses nothing while the bus is away, tells of it, and keeps order and ids', async () => {
    const bus = createMoodyBus(4);
    const errors: unknown[] = [];
    const ids = await insert(5);
    const relay = startRelay(bus, { onError: (error) => errors.push(error) });
    relay.kick();
    await emptied();
    expect(await idsOn(bus)).toEqual(ids);
    expect(errors).toHaveLength(4);
    for (const tried of bus.tries) expect(tried).toEqual(bus.tries[0]);
  });

  test('sends again, under the same id, what the bus took without saying so', async () => {
    const inner = createInProcessBus();
    let lost = 0;
    const bus: Bus = {
      ...inner,
      async publish(events) {
        await inner.publish(events);
        lost += 1;
        if (lost <= 2) throw new Error('the answer was lost');
      },
    };
    const ids = await insert(2);
    startRelay(bus);
    await emptied();
    expect(await idsOn(bus)).toEqual([...ids, ...ids, ...ids]);
  });

  test('works through more than one batch in one round', async () => {
    const bus = createMoodyBus(0);
    await store.pool.query(
      `insert into outbox (event_id, event, payload)
       select gen_random_uuid(), 'copilot.task.created', json_build_object('n', n) from generate_series(1, 1203) as n`,
    );
    const relay = startRelay(bus, { sweepMs: 60_000 });
    relay.kick();
    await emptied();
    expect(bus.tries.map((tried) => tried.length)).toEqual([500, 500, 203]);
    const numbers = (await bus.read('0', 2_000)).map(({ event }) => event.payload['n']);
    expect(numbers).toEqual(Array.from({ length: 1203 }, (_, index) => index + 1));
  });

  test('two relays side by side publish each event once', async () => {
    const bus = createInProcessBus();
    const both = [startRelay(bus), startRelay(bus)];
    const ids: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      ids.push(...(await insert(8)));
      for (const relay of both) relay.kick();
    }
    await emptied();
    const seen = await idsOn(bus);
    expect([...seen].sort()).toEqual([...ids].sort());
  });

  test('close publishes what is left and stops', async () => {
    const bus = createInProcessBus();
    const relay = startRelay(bus, { sweepMs: 60_000 });
    const ids = await insert(3);
    await relay.close();
    expect(await idsOn(bus)).toEqual(ids);
    await insert(1);
    relay.kick();
    await relay.close();
    expect(await waiting()).toBe(0);
  });

  test('close ends also where the bus is away: the events stay', async () => {
    const relay = startRelay(createMoodyBus(1_000), { sweepMs: 60_000 });
    await insert(3);
    await relay.close();
    expect(await waiting()).toBe(3);
  });

  test('a database connection that is lost in the middle of a batch costs no event and no process', async () => {
    const bus = createInProcessBus();
    const cut = createDeferred<void>();
    let first = true;
    const slow: Bus = {
      ...bus,
      async publish(events) {
        if (first) {
          first = false;
          await store.pool.query(
            `select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and state = 'idle in transaction'`,
          );
          cut.resolve();
          // The loss arrives while no query of the transaction is under way.
          await expect.poll(() => store.pool.query('select 1').then(() => true)).toBe(true);
        }
        await bus.publish(events);
      },
    };
    const ids = await insert(2);
    startRelay(slow);
    await cut.promise;
    await emptied();
    const seen = await idsOn(bus);
    expect(seen.slice(-2)).toEqual(ids);
  });

  const [, real] = redisTargets();
  test.skipIf(real === undefined)('events wait for a Redis that is not up yet', async () => {
    const prefix = createKeyPrefix();
    const target = new URL(real?.url ?? '');
    const redis = createRedis(`redis://127.0.0.1:${await findClosedPort()}`, () => undefined);
    onTestFinished(() => redis.disconnect());
    const errors: unknown[] = [];
    const bus = createRedisBus(redis, prefix);
    const ids = await insert(4);
    startRelay(bus, { onError: (error) => errors.push(error) });
    await expect.poll(() => errors.length).toBeGreaterThan(2);
    expect(await waiting()).toBe(4);
    // It reconnects by itself; here to where a Redis is.
    redis.options.port = Number(target.port);
    redis.options.host = target.hostname;
    await emptied();
    expect(await idsOn(bus)).toEqual(ids);
    await redis.del(`${prefix}veze.copilot`);
  });
});
