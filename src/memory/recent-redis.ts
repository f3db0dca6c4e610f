import type { Redis } from 'ioredis';
import { ChatMessage } from '../contracts/chat.js';
import { RECENT_LIMIT, RECENT_TTL_SECONDS, type RecentMemory } from './recent.js';

/** Recent memory in the seed's lists `copilot:hist:{session_id}`, one JSON `{role, content}` an entry. */
export function createRedisRecentMemory(redis: Redis, keyPrefix = ''): RecentMemory {
  const keyOf = (sessionId: string): string => `${keyPrefix}copilot:hist:${sessionId}`;
  return {
    kind: 'redis',
    async append(sessionId, messages) {
      if (messages.length === 0) return;
      const key = keyOf(sessionId);
      const replies = await redis
        .multi()
        .rpush(key, ...messages.map((message) => JSON.stringify(message)))
        .ltrim(key, -RECENT_LIMIT, -1)
        .expire(key, RECENT_TTL_SECONDS)
        .exec();
      const failure = replies?.find(([error]) => error !== null)?.[0];
      if (failure) throw failure;
    },
    async get(sessionId, n) {
      const entries = await redis.lrange(keyOf(sessionId), -n, -1);
      return entries.map((entry) => ChatMessage.parse(JSON.parse(entry)));
    },
    async forget(sessionId) {
      await redis.del(keyOf(sessionId));
    },
  };
}
