import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Redis } from 'ioredis';
import type { ChatMessage } from '../contracts/chat.js';
import { createFixedClock } from '../core/clock.js';
import { redisTargets } from '../testing/servers.js';
import { openTestRedis, type TestRedis } from '../testing/test-redis.js';
import { createInProcessRecentMemory } from './recent-in-process.js';
import { createRedisRecentMemory } from './recent-redis.js';
import { RECENT_LIMIT, RECENT_TTL_SECONDS, type RecentMemory } from './recent.js';

const said = (content: string): ChatMessage => ({ role: 'user', content });
const numbered = (from: number, to: number): ChatMessage[] =>
  Array.from({ length: to - from + 1 }, (_, index) => said(`message ${from + index}`));

const DAY_MS = 24 * 60 * 60 * 1000;

describe.each(redisTargets())('recent memory, $name', ({ name, url }) => {
  const clock = createFixedClock('2026-05-01T12:00:00.000Z');
  let server: TestRedis | undefined;
  let redis: Redis | undefined;
  let prefix = '';
  let memory: RecentMemory = createInProcessRecentMemory(clock);

  beforeAll(async () => {
    if (url === undefined) return;
    server = await openTestRedis(url);
    ({ redis, prefix } = server);
    memory = createRedisRecentMemory(redis, prefix);
  });
  afterAll(() => server?.close());

  test('says what it is', () => expect(memory.kind).toBe(name));

  test('knows nothing of a session nobody spoke in', async () => {
    expect(await memory.get('silent', 10)).toEqual([]);
  });

  test('gives the last messages, oldest first', async () => {
    await memory.append('order', numbered(1, 3));
    await memory.append('order', [{ role: 'assistant', content: 'four' }]);
    expect(await memory.get('order', 10)).toEqual([
      ...numbered(1, 3),
      { role: 'assistant', content: 'four' },
    ]);
    expect(await memory.get('order', 2)).toEqual([said('message 3'), { role: 'assistant', content: 'four' }]);
  });

  test('keeps no more than the limit', async () => {
    await memory.append('long', numbered(1, RECENT_LIMIT));
    await memory.append('long', numbered(RECENT_LIMIT + 1, RECENT_LIMIT + 3));
    expect(await memory.get('long', 100)).toEqual(numbered(4, RECENT_LIMIT + 3));
    await memory.append('long', numbered(1, RECENT_LIMIT * 2));
    expect(await memory.get('long', 100)).toEqual(numbered(RECENT_LIMIT + 1, RECENT_LIMIT * 2));
  });

  test('keeps sessions apart', async () => {
    await Promise.all([memory.append('one', [said('1')]), memory.append('one:two', [said('2')])]);
    expect(await memory.get('one', 5)).toEqual([said('1')]);
    expect(await memory.get('one:two', 5)).toEqual([said('2')]);
  });

  test('gives back exactly what was said', async () => {
    const content = 'a "quoted" line\nand {"json": [1]} and \\u0041 and 👩‍🚀 and \u2028';
    await memory.append('exact', [said(content)]);
    expect(await memory.get('exact', 1)).toEqual([said(content)]);
  });

  test('forgets', async () => {
    await memory.append('gone', [said('x')]);
    await memory.forget('gone');
    await memory.forget('never there');
    expect(await memory.get('gone', 5)).toEqual([]);
  });

  test('takes nothing as nothing', async () => {
    await memory.append('nothing', []);
    expect(await memory.get('nothing', 5)).toEqual([]);
  });

  test('what it gave does not change when more is said', async () => {
    await memory.append('held', [said('1')]);
    const held = await memory.get('held', 5);
    await memory.append('held', [said('2')]);
    expect(held).toEqual([said('1')]);
  });

  test.runIf(url === undefined)('is gone after a day in which nothing was said', async () => {
    await memory.append('ttl', [said('morning')]);
    clock.advance(DAY_MS - 1);
    await memory.append('ttl', [said('still there')]);
    clock.advance(DAY_MS - 1);
    expect(await memory.get('ttl', 5)).toEqual([said('morning'), said('still there')]);
    clock.advance(1);
    expect(await memory.get('ttl', 5)).toEqual([]);
    await memory.append('ttl', [said('a new day')]);
    expect(await memory.get('ttl', 5)).toEqual([said('a new day')]);
  });

  test.skipIf(url === undefined)("keeps the seed's lists: its keys, its entries, its 24 hours", async () => {
    await memory.append('seed-1', [said('hello'), { role: 'assistant', content: 'hi' }]);
    const key = `${prefix}copilot:hist:seed-1`;
    expect(await redis?.lrange(key, 0, -1)).toEqual([
      '{"role":"user","content":"hello"}',
      '{"role":"assistant","content":"hi"}',
    ]);
    expect(await redis?.pttl(key)).toBeGreaterThan(DAY_MS - 10_000);
    expect(await redis?.pttl(key)).toBeLessThanOrEqual(DAY_MS);
  });

  test.skipIf(url === undefined)('every message starts the 24 hours again', async () => {
    const key = `${prefix}copilot:hist:again`;
    await memory.append('again', [said('1')]);
    await redis?.expire(key, 60);
    await memory.append('again', [said('2')]);
    expect(await redis?.pttl(key)).toBeGreaterThan(DAY_MS - 10_000);
  });

  test.skipIf(url === undefined)(
    "reads what the seed's client wrote, and refuses what nobody can read",
    async () => {
      const key = `${prefix}copilot:hist:python`;
      await redis?.rpush(key, '{"role": "user", "content": "from Python"}');
      expect(await memory.get('python', 5)).toEqual([said('from Python')]);
      await redis?.rpush(key, '{"role": "robot"}');
      await expect(memory.get('python', 5)).rejects.toThrow();
    },
  );
});

test('the limits are those of the seed', () => {
  expect(RECENT_TTL_SECONDS * 1000).toBe(DAY_MS);
  expect(RECENT_LIMIT).toBe(40);
});

test('in process, the session that was silent the longest makes way', async () => {
  const memory = createInProcessRecentMemory(createFixedClock('2026-05-01T12:00:00.000Z'), 2);
  await memory.append('a', [said('a')]);
  await memory.append('b', [said('b')]);
  await memory.append('a', [said('a again')]);
  await memory.append('c', [said('c')]);
  expect(await memory.get('b', 5)).toEqual([]);
  expect(await memory.get('a', 5)).toEqual([said('a'), said('a again')]);
  expect(await memory.get('c', 5)).toEqual([said('c')]);
});
