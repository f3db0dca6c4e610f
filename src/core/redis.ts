import { Redis } from 'ioredis';

/**
 * A client that fails fast: without a connection a command is refused at once, and none waits longer than
 * `commandTimeout`, since whatever we keep in Redis has its record elsewhere. It reconnects by itself, for ever.
 */
export function createRedis(url: string, onError: (error: Error) => void): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    connectTimeout: 2_000,
    commandTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, 2_000) * (0.5 + Math.random() / 2),
  });
  redis.on('error', onError);
  return redis;
}
