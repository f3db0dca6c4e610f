import type pg from 'pg';
import { createGameActionStream } from '../bus/game-outlet.js';
import { createGameStreams } from '../bus/game-streams.js';
import type { MatchMemories } from '../contracts/match-memory.js';
import type { LineWriter } from '../contracts/game-speech.js';
import type { Strategist } from '../contracts/game-strategy.js';
import { systemClock, type Clock } from '../core/clock.js';
import type { Config } from '../core/config.js';
import type { Logger } from '../core/logger.js';
import type { Metrics } from '../core/metrics.js';
import { createRedis } from '../core/redis.js';
import { createGame, openDoors, type GameDeps, type GameService } from '../game/create-game.js';
import { createInProcessOutlet } from '../game/delivery/action-outlet.js';
import { createRedisOutlet } from '../game/delivery/redis-outlet.js';
import { makeHelpedMind } from '../game/matches/planning-mind.js';
import type { MakeMind } from '../game/matches/played-mind.js';
import { createStreamSubmit } from '../game/intake/submit-events.js';
import { createThreadedPlayer } from '../game/thread/threaded-player.js';
import { leaveGame } from '../store/game-shards.js';
import type { Closers } from './closers.js';
import { createGameNotes } from './note-game.js';

export interface GameOpening {
  pool: pg.Pool;
  metrics: Metrics;
  logger: Logger;
  closers: Closers;
  /** Undefined: the one of production. */
  makeMind: MakeMind | undefined;
  strategist: Strategist | undefined;
  lineWriter?: LineWriter | undefined;
  memories?: MatchMemories | undefined;
  /** Undefined: the system's. */
  clock: Clock | undefined;
  onOutbox: () => void;
  /** Before the names of all keys and streams in Redis; in tests only. */
  keyPrefix?: string;
}

type GameConfig = Pick<Config, 'databaseUrl' | 'redisUrl' | 'game' | 'runs'>;

/**
 * What plays matches. Where the settings name a Redis and a Postgres, in a thread of its own, from Redis streams and back to one; else
 * in this thread. A mind or a clock of somebody's own cannot leave this thread.
 */
export function openGame(config: GameConfig, opening: GameOpening): GameService {
  const { databaseUrl, redisUrl } = config;
  const { metrics, makeMind, clock } = opening;
  const isMovable = makeMind === undefined && clock === undefined;
  const game =
    isMovable && databaseUrl !== undefined && redisUrl !== undefined
      ? openGameThread({ ...config, databaseUrl, redisUrl }, opening)
      : openGameHere(config, opening);
  metrics.observeGame(game.gauges);
  return game;
}

function openGameHere(config: GameConfig, opening: GameOpening): GameService {
  const { pool, onOutbox, strategist, lineWriter, memories } = opening;
  const { makeMind = makeHelpedMind, clock = systemClock } = opening;
  return createGame({
    pool,
    onOutbox,
    strategist,
    lineWriter,
    memories,
    makeMind,
    now: clock.now,
    settings: withRoomForPeople(config),
    leaseMs: config.runs.leaseMs,
    notes: createGameNotes(opening),
    ...openCarrier(config.redisUrl, opening),
  });
}

function openGameThread(
  config: GameConfig & { databaseUrl: string; redisUrl: string },
  opening: GameOpening,
): GameService {
  const { databaseUrl, redisUrl, runs } = config;
  const { pool, strategist, lineWriter, memories, onOutbox, keyPrefix = '' } = opening;
  const game = withRoomForPeople(config);
  const notes = createGameNotes(opening);
  const { connect, redis } = connectRedis(redisUrl, opening);
  const player = createThreadedPlayer({
    settings: { databaseUrl, redisUrl, keyPrefix, game, leaseMs: runs.leaseMs },
    strategist,
    lineWriter,
    memories,
    onOutbox,
    notes,
    leave: (id) => leaveGame(pool, id),
  });
  // Of the streams these doors only write.
  const streams = createGameStreams({ redis, reader: redis, consumer: 'doors', keyPrefix });
  const submit = createStreamSubmit(streams, { ...game, onTurnedAway: notes.eventTurnedAway });
  const outlet = createRedisOutlet(createGameActionStream(redis, connect, keyPrefix));
  return openDoors({ pool, outlet, shardCount: game.shards, submit, player });
}

/** However many questions matches may ask at once: half of all turns are people's. */
function withRoomForPeople({ game, runs }: Pick<Config, 'game' | 'runs'>): Config['game'] {
  return { ...game, asksAtOnce: Math.min(game.asksAtOnce, Math.floor(runs.maxRunning / 2)) };
}

function openCarrier(
  redisUrl: string | undefined,
  opening: GameOpening,
): Pick<GameDeps, 'openStreams' | 'outlet'> {
  if (redisUrl === undefined) return { openStreams: undefined, outlet: createInProcessOutlet() };
  const { closers, keyPrefix = '' } = opening;
  const { connect, redis } = connectRedis(redisUrl, opening);
  return {
    openStreams(consumer) {
      const reader = connect();
      closers.add('Redis reader of matches', () => reader.disconnect());
      return createGameStreams({ redis, reader, consumer, keyPrefix });
    },
    outlet: createRedisOutlet(createGameActionStream(redis, connect, keyPrefix)),
  };
}

function connectRedis(
  url: string,
  { logger, closers }: GameOpening,
): { connect: () => ReturnType<typeof createRedis>; redis: ReturnType<typeof createRedis> } {
  const connect = (): ReturnType<typeof createRedis> =>
    createRedis(url, (error) => logger.debug({ err: error }, 'Redis is away from matches'));
  const redis = connect();
  closers.add('Redis of matches', () => redis.disconnect());
  return { connect, redis };
}
