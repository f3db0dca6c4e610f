import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { redisTargets } from '../testing/servers.js';
import { openTestRedis, type TestRedis } from '../testing/test-redis.js';
import { createInProcessBus } from './bus-in-process.js';
import { createRedisBus } from './bus-redis.js';
import { BUS_STREAM, type Bus, type BusEvent } from './bus.js';

const eventOf = (n: number): BusEvent => ({
  event: 'copilot.task.created',
  payload: { event_id: `e${n}`, n },
});
const eventsOf = (from: number, to: number): BusEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => eventOf(from + index));

describe.each(redisTargets())('the bus, $name', ({ name, url }) => {
  let server: TestRedis | undefined;
  let redis: Redis | undefined;
  let tests = 0;
  let prefix = '';
  let bus: Bus;

  beforeAll(async () => {
    if (url === undefined) return;
    server = await openTestRedis(url);
    redis = server.redis;
  });
  afterAll(() => server?.close());
  beforeEach(() => {
    tests += 1;
    prefix = `${server?.prefix ?? ''}${tests}:`;
    bus = redis === undefined ? createInProcessBus() : createRedisBus(redis, prefix);
  });

  const read = async (after: string, count = 100): Promise<BusEvent[]> =>
    (await bus.read(after, count)).map(({ event }) => event);

  test('says what it is, and starts empty', async () => {
    expect(bus.kind).toBe(name);
    expect(await bus.read('0', 10)).toEqual([]);
  });

  test('keeps the order within a batch and across batches', async () => {
    await bus.publish(eventsOf(1, 3));
    await bus.publish([eventOf(4)]);
    expect(await read('0')).toEqual(eventsOf(1, 4));
  });

  test('is read on from an id, in pages, without a gap or a repetition', async () => {
    await bus.publish(eventsOf(1, 25));
    const seen: BusEvent[] = [];
    let after = '0';
    for (let page = await bus.read(after, 4); page.length > 0; page = await bus.read(after, 4)) {
      seen.push(...page.map(({ event }) => event));
      after = page.at(-1)?.id ?? after;
    }
    expect(seen).toEqual(eventsOf(1, 25));
    await bus.publish([eventOf(26)]);
    expect(await read(after)).toEqual([eventOf(26)]);
  });

  test('ids are different and of the form of a stream', async () => {
    await bus.publish(eventsOf(1, 5));
    const ids = (await bus.read('0', 10)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
    for (const id of ids) expect(id).toMatch(/^\d+-\d+$/);
  });

  test('takes an empty batch', async () => {
    await bus.publish([]);
    expect(await read('0')).toEqual([]);
  });

  test('gives payloads back as they were', async () => {
    const payload = { event_id: 'x', text: 'a "b"\n👩‍🚀', nested: { list: [1, 2.5, null, true], empty: {} } };
    await bus.publish([{ event: 'copilot.game.plan', payload }]);
    expect(await read('0')).toEqual([{ event: 'copilot.game.plan', payload }]);
  });

  test.skipIf(url === undefined)("is the seed's stream with the seed's two fields", async () => {
    await bus.publish([eventOf(1)]);
    const [entry] = (await redis?.xrange(`${prefix}veze.copilot`, '-', '+')) ?? [];
    expect(entry?.[1]).toEqual(['event', 'copilot.task.created', 'payload', '{"event_id":"e1","n":1}']);
  });

  test.skipIf(url === undefined)('fails where the stream cannot be written', async () => {
    await redis?.set(`${prefix}veze.copilot`, 'not a stream');
    await expect(bus.publish(eventsOf(1, 2))).rejects.toThrow(/WRONGTYPE/);
  });
});

test('the stream has the name the other services listen to', () => expect(BUS_STREAM).toBe('veze.copilot'));

test('in process, the oldest events go first', async () => {
  const bus = createInProcessBus(3);
  await bus.publish(eventsOf(1, 5));
  expect((await bus.read('0', 10)).map(({ event }) => event)).toEqual(eventsOf(3, 5));
  expect((await bus.read('4-0', 10)).map(({ event }) => event)).toEqual([eventOf(5)]);
});
