import { afterAll, beforeAll } from 'vitest';
import { openTestRedis, type TestRedis } from './test-redis.js';

/** Opens a client with a key prefix of its own before the tests of the block in which this is called, and closes it after them. */
export function useTestRedis(url: string): Pick<TestRedis, 'redis' | 'prefix'> {
  let opened: TestRedis;
  beforeAll(async () => {
    opened = await openTestRedis(url);
  });
  afterAll(() => opened.close());
  return {
    get redis() {
      return opened.redis;
    },
    get prefix() {
      return opened.prefix;
    },
  };
}
