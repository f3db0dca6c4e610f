import type pg from 'pg';
import { createGameActionStream } from '../bus/game-outlet.js';
import { createGameStreams } from '../bus/game-streams.js';
import type { MatchMemories } from '../contracts/match-memory.js';
import type { LineWriter } from '../contracts/game-speech.js';
import type { Strategist } from '../contracts/game-strategy.js';
import type { Clock } from '../core/clock.js';
import type { Config } from '../core/config.js';
import type { Logger } from '../core/logger.js';
import type { Metrics } from '../core/metrics.js';
import { createRedis } from '../core/redis.js';
import { createGame, type GameDeps, type GameService } from '../game/create-game.js';
import { createInProcessOutlet } from '../game/delivery/action-outlet.js';
import { createRedisOutlet } from '../game/delivery/redis-outlet.js';
import type { MakeMind } from '../game/matches/played-mind.js';
import type { Closers } from './closers.js';
import { createGameNotes } from './note-game.js';

export interface GameOpening {
  pool: pg.Pool;
  metrics: Metrics;
  logger: Logger;
  closers: Closers;
  makeMind: MakeMind;
  strategist: Strategist | undefined;
  lineWriter?: LineWriter | undefined;
  memories?: MatchMemories | undefined;
  clock: Clock;
  onOutbox: () => void;
  /** Before the names of all keys and streams in Redis; in tests only. */
  keyPrefix?: string;
}

/** What plays matches: from Redis streams and back to one where the settings name a Redis, else through our own doors alone. */
export function openGame(
  config: Pick<Config, 'redisUrl' | 'game' | 'runs'>,
  opening: GameOpening,
): GameService {
  const { pool, metrics, logger, makeMind, strategist, lineWriter, memories, clock, onOutbox } = opening;
  const game = createGame({
    pool,
    makeMind,
    onOutbox,
    strategist,
    lineWriter,
    memories,
    now: clock.now,
    settings: withRoomForPeople(config),
    leaseMs: config.runs.leaseMs,
    notes: createGameNotes({ metrics, logger }),
    ...openCarrier(config.redisUrl, opening),
  });
  metrics.observeGame(game.gauges);
  return game;
}

/** However many questions matches may ask at once: half of all turns are people's. */
function withRoomForPeople({ game, runs }: Pick<Config, 'game' | 'runs'>): Config['game'] {
  return { ...game, asksAtOnce: Math.min(game.asksAtOnce, Math.floor(runs.maxRunning / 2)) };
}

function openCarrier(
  redisUrl: string | undefined,
  { logger, closers, keyPrefix = '' }: GameOpening,
): Pick<GameDeps, 'openStreams' | 'outlet'> {
  if (redisUrl === undefined) return { openStreams: undefined, outlet: createInProcessOutlet() };
  const connect = (): ReturnType<typeof createRedis> =>
    createRedis(redisUrl, (error) => logger.debug({ err: error }, 'Redis is away from matches'));
  const redis = connect();
  closers.add('Redis of matches', () => redis.disconnect());
  return {
    openStreams(consumer) {
      const reader = connect();
      closers.add('Redis reader of matches', () => reader.disconnect());
      return createGameStreams({ redis, reader, consumer, keyPrefix });
    },
    outlet: createRedisOutlet(createGameActionStream(redis, connect, keyPrefix)),
  };
}
