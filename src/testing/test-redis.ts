import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Redis } from 'ioredis';
import { createRedis } from '../core/redis.js';
import { createKeyPrefix } from './servers.js';

export interface TestRedis {
  redis: Redis;
  /** All keys of the test begin with it. */
  prefix: string;
  /** Removes the keys and lets go of the connection. */
  close(): Promise<void>;
}

/** A connected client with a key prefix of its own. */
export async function openTestRedis(url: string): Promise<TestRedis> {
  const prefix = createKeyPrefix();
  const redis = createRedis(url, () => undefined);
  if (redis.status !== 'ready') await once(redis, 'ready');
  return {
    redis,
    prefix,
    async close() {
      const keys = await redis.keys(`${prefix}*`);
      if (keys.length > 0) await redis.del(keys);
      redis.disconnect();
    },
  };
}

/** A port of this machine on which nothing listens. */
export async function findClosedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port');
  return address.port;
}
