import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { createRedis } from '../core/redis.js';

export interface TestRedisDatabase {
  redis: Redis;
  url: string;
  /** Empties the database and lets go of it. */
  close(): Promise<void>;
}

const MARK = 'test:taken';
const TAKEN_SECONDS = 300;

/** A database of its own on the server of `url`, for a whole service: streams of game events have no prefix there. */
export async function openTestRedisDatabase(url: string): Promise<TestRedisDatabase> {
  for (let number = 15; number > 0; number -= 1) {
    const own = new URL(url);
    own.pathname = `/${number}`;
    const redis = createRedis(own.href, () => undefined);
    if (redis.status !== 'ready') await once(redis, 'ready');
    if ((await redis.set(MARK, '1', 'EX', TAKEN_SECONDS, 'NX')) === 'OK') {
      const close = async (): Promise<void> => {
        await redis.flushdb();
        redis.disconnect();
      };
      return { redis, url: own.href, close };
    }
    redis.disconnect();
  }
  throw new Error('Every database of the Redis server is taken by a test.');
}
