import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { ChatMessage } from '../contracts/chat.js';
import { createFixedClock } from '../core/clock.js';
import { redisTargets } from '../testing/servers.js';
import { openTestRedis } from '../testing/test-redis.js';
import { createInProcessRecentMemory } from './recent-in-process.js';
import { createRedisRecentMemory } from './recent-redis.js';
import { withRecord, type RecentMemory } from './recent.js';

const turn = (n: number): ChatMessage[] => [
  { role: 'user', content: `question ${n}` },
  { role: 'assistant', content: `answer ${n}` },
];

/** Opens the cache under test, empty. */
async function openCache(url: string | undefined): Promise<RecentMemory> {
  if (url === undefined) return createInProcessRecentMemory(createFixedClock('2026-05-01T12:00:00.000Z'));
  const server = await openTestRedis(url);
  onTestFinished(server.close);
  return createRedisRecentMemory(server.redis, server.prefix);
}

describe.each(redisTargets())('recent memory with its record, over $name', ({ url }) => {
  let cache: RecentMemory;
  let away: boolean;
  let record: ChatMessage[];
  let loads: number;
  let errors: string[];
  let memory: RecentMemory;

  /** The record is always written, as the store is; the cache only where it answers. */
  const say = async (n: number): Promise<void> => {
    record.push(...turn(n));
    await memory.append('s', turn(n));
  };

  beforeEach(async () => {
    cache = await openCache(url);
    [away, record, loads, errors] = [false, [], 0, []];
    const orAway = <T>(work: () => Promise<T>): Promise<T> =>
      away ? Promise.reject(new Error('the cache is away')) : work();
    memory = withRecord(
      {
        kind: cache.kind,
        append: (id, messages) => orAway(() => cache.append(id, messages)),
        get: (id, n) => orAway(() => cache.get(id, n)),
        forget: (id) => orAway(() => cache.forget(id)),
      },
      {
        load: (_id, n) => {
          loads += 1;
          return Promise.resolve(record.slice(-n));
        },
        onError: (error) => errors.push(String(error)),
      },
    );
  });

  test('what is cached is not asked of the record', async () => {
    await say(1);
    expect(await memory.get('s', 10)).toEqual(turn(1));
    expect(loads).toBe(0);
  });

  test('an empty cache is filled from the record, once', async () => {
    record = [...turn(1), ...turn(2)];
    expect(await memory.get('s', 2)).toEqual(turn(2));
    expect(await memory.get('s', 10)).toEqual([...turn(1), ...turn(2)]);
    expect(loads).toBe(1);
  });

  test('a session without a record is asked for each time, and is empty', async () => {
    expect(await memory.get('s', 10)).toEqual([]);
    expect(await cache.get('s', 10)).toEqual([]);
  });

  test('while the cache is away the record answers, and each loss is told', async () => {
    await say(1);
    away = true;
    await say(2);
    expect(await memory.get('s', 10)).toEqual([...turn(1), ...turn(2)]);
    await memory.forget('s');
    expect(errors.length).toBeGreaterThanOrEqual(3);
  });

  test('a cache that comes back without a turn is rebuilt, not believed', async () => {
    await say(1);
    away = true;
    await say(2);
    away = false;
    expect(await cache.get('s', 10)).toEqual(turn(1));
    expect(await memory.get('s', 10)).toEqual([...turn(1), ...turn(2)]);
    expect(await cache.get('s', 10)).toEqual([...turn(1), ...turn(2)]);
    const before = loads;
    await say(3);
    expect(await memory.get('s', 2)).toEqual(turn(3));
    expect(loads).toBe(before);
  });

  test('a turn that is said before the rebuild is not lost, nor doubled', async () => {
    away = true;
    await say(1);
    away = false;
    await say(2);
    expect(await memory.get('s', 10)).toEqual([...turn(1), ...turn(2)]);
    expect(await memory.get('s', 10)).toEqual([...turn(1), ...turn(2)]);
  });

  test('what was to be forgotten while the cache was away is not found in it later', async () => {
    await say(1);
    away = true;
    await memory.forget('s');
    away = false;
    record = turn(9);
    expect(await memory.get('s', 10)).toEqual(turn(9));
  });

  test('a rebuild is complete also where little was asked for', async () => {
    record = Array.from({ length: 10 }, (_, n) => turn(n)).flat();
    await memory.get('s', 1);
    expect(await cache.get('s', 100)).toEqual(record);
  });

  test('a record that is away as well is the caller to be told', async () => {
    const both = withRecord(cache, {
      load: () => Promise.reject(new Error('no database')),
      onError: () => undefined,
    });
    await expect(both.get('nobody', 10)).rejects.toThrow('no database');
  });
});
