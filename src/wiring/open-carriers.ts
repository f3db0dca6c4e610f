import type { Bus } from '../bus/bus.js';
import { createInProcessBus } from '../bus/bus-in-process.js';
import { createRedisBus } from '../bus/bus-redis.js';
import type { Clock } from '../core/clock.js';
import type { Config } from '../core/config.js';
import type { Logger } from '../core/logger.js';
import { createRedis } from '../core/redis.js';
import type { RecentMemory } from '../memory/recent.js';
import { createInProcessRecentMemory } from '../memory/recent-in-process.js';
import { createRedisRecentMemory } from '../memory/recent-redis.js';
import type { Closers } from './closers.js';

/** What only carries and caches; losing it loses nothing. */
export interface Carriers {
  recent: RecentMemory;
  bus: Bus;
  /** Rejects where they are away. */
  ping(): Promise<void>;
  description: string;
}

/** Redis where the settings name one, else stand-ins in this process. */
export function openCarriers(
  config: Pick<Config, 'redisUrl'>,
  deps: { clock: Clock; logger: Logger; closers: Closers },
): Carriers {
  if (config.redisUrl === undefined) {
    const recent = createInProcessRecentMemory(deps.clock);
    return {
      recent,
      bus: createInProcessBus(),
      ping: () => Promise.resolve(),
      description: 'in this process',
    };
  }
  const redis = createRedis(config.redisUrl, throttled(deps.logger));
  deps.closers.add('Redis', () => redis.disconnect());
  return {
    recent: createRedisRecentMemory(redis),
    bus: createRedisBus(redis),
    ping: async () => void (await redis.ping()),
    description: `Redis at ${new URL(config.redisUrl).host}`,
  };
}

/** Redis away is one line in ten seconds, not one for each attempt to reconnect. */
function throttled(logger: Logger): (error: Error) => void {
  let last = 0;
  return (error) => {
    if (Date.now() - last < 10_000) return;
    last = Date.now();
    logger.warn({ err: error }, 'Redis is away');
  };
}
