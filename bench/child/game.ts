import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createGameActionStream } from '../../src/bus/game-outlet.js';
import { createGameStreams } from '../../src/bus/game-streams.js';
import { createRedis } from '../../src/core/redis.js';
import { createGame } from '../../src/game/create-game.js';
import { createRedisOutlet } from '../../src/game/delivery/redis-outlet.js';
import type { GameNotes } from '../../src/game/matches/game-notes.js';
import { openStore } from '../../src/store/database.js';
import type { Measured } from '../game/measured.js';
import { watchMinds } from '../game/watched-mind.js';
import { quantile } from '../stats.js';
import { openStrategist } from './open-strategist.js';
import { serve } from './serve.js';

// What plays matches, alone in its process: Redis streams in, Postgres, Redis stream out.
const { DATABASE_URL = '', REDIS_URL = '', KEY_PREFIX: keyPrefix = '', SHARDS = '8' } = process.env;
const reflexMs: number[] = [];
const tickMs: number[] = [];
const lagMs: number[] = [];
const streamMs: number[] = [];
const counts: Record<string, number> = {};
const count = (name: string, more = 1): void => void (counts[name] = (counts[name] ?? 0) + more);

const notes: GameNotes = {
  eventPlayed(_event, tookMs) {
    count('played');
    reflexMs.push(tookMs);
  },
  ticked: (tookMs) => void tickMs.push(tookMs),
  eventTurnedAway: (outcome) => count(outcome),
  superseded: () => count('superseded'),
  skipped: (numbers) => count('skipped', numbers),
  poisoned: (_event, error) => {
    count('poisoned');
    process.stderr.write(`${String(error)}\n`);
  },
  tickFailed: () => count('tick failed'),
  replayFailed: () => count('replay failed'),
  advised: (outcome) => count(`advice ${outcome}`),
  consulted: ({ outcome, cause = '' }) => count(`question ${outcome} ${cause}`.trim()),
  eventsRead: (waitedMs) => void streamMs.push(waitedMs),
  lineWritten: (outcome) => count(`line ${outcome}`),
  actionsLeft(actions, lags) {
    count('actions', actions);
    lagMs.push(...lags);
  },
  shardTaken: () => undefined,
  shardLost: () => count('shards lost'),
  away: (error) => process.stderr.write(`${String(error)}\n`),
};

const store = await openStore({ url: DATABASE_URL });
const connect = (): ReturnType<typeof createRedis> => createRedis(REDIS_URL, () => undefined);
const [redis, reader] = [connect(), connect()];
const { strategist, stop: stopRuns } = await openStrategist(store.pool);
const game = createGame({
  pool: store.pool,
  settings: {
    shards: Number(SHARDS),
    backlog: 1_000_000,
    tickMs: 250,
    gapMs: 1_000,
    keepDays: 30,
    answerMs: 3_000,
    asksAtOnce: 8,
    matchTokens: 0,
  },
  strategist,
  lineWriter: undefined,
  memories: undefined,
  now: () => new Date(),
  leaseMs: 10_000,
  makeMind: watchMinds(() => count('stale')),
  openStreams: (consumer) => createGameStreams({ redis, reader, consumer, keyPrefix }),
  outlet: createRedisOutlet(createGameActionStream(redis, connect, keyPrefix)),
  notes,
  onOutbox: () => undefined,
});
await game.start();

const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
const spread = (values: number[]): Measured['reflex'] => ({
  p50: quantile(values, 0.5) || 0,
  p99: quantile(values, 0.99) || 0,
  max: quantile(values, 1) || 0,
});
let usedBefore = process.cpuUsage();
/** Milliseconds of CPU since it was last asked. */
function cpuSince(): number {
  const { user, system } = process.cpuUsage(usedBefore);
  usedBefore = process.cpuUsage();
  return (user + system) / 1_000;
}

function heapLeft(): number {
  if (gc === undefined) throw new Error('needs --expose-gc');
  gc();
  return process.memoryUsage().heapUsed;
}

function measured(): Measured {
  const result = {
    counts: { ...counts },
    reflex: spread(reflexMs),
    tick: spread(tickMs),
    lag: spread(lagMs),
    stream: spread(streamMs),
    loopP99: loop.percentile(99) / 1e6,
    waiting: game.gauges.waiting(),
    rss: process.memoryUsage().rss,
    heap: heapLeft(),
    cpuMs: cpuSince(),
  };
  for (const list of [reflexMs, tickMs, lagMs, streamMs]) list.length = 0;
  for (const name of Object.keys(counts)) delete counts[name];
  loop.reset();
  return result;
}

serve({
  ops: { measured },
  stop: async () => {
    game.askNothingMore();
    await stopRuns();
    await game.stop();
    redis.disconnect();
    reader.disconnect();
    await store.close();
  },
});
