import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { BroadcastChannel } from 'node:worker_threads';
import { findOwnEntry } from '../../src/core/own-entry.js';
import type { GameNotes } from '../../src/game/matches/game-notes.js';
import { createThreadedPlayer } from '../../src/game/thread/threaded-player.js';
import { openStore } from '../../src/store/database.js';
import { leaveGame } from '../../src/store/game-shards.js';
import { Watched, WATCHED, type Measured } from '../game/measured.js';
import { quantile } from '../stats.js';
import { openStrategist } from './open-strategist.js';
import { serve } from './serve.js';

// What plays matches as production does: Redis streams in, Postgres, Redis stream out in a thread, and runs for strategies beside it.
const { DATABASE_URL = '', REDIS_URL = '', KEY_PREFIX: keyPrefix = '', SHARDS = '8' } = process.env;
const reflexMs: number[] = [];
const tickMs: number[] = [];
const lagMs: number[] = [];
const streamMs: number[] = [];
const counts: Record<string, number> = {};
const count = (name: string, more = 1): void => void (counts[name] = (counts[name] ?? 0) + more);

const notes: GameNotes = {
  eventPlayed(tookMs) {
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
const { strategist, stop: stopRuns } = await openStrategist(store.pool);
const player = createThreadedPlayer({
  settings: {
    databaseUrl: DATABASE_URL,
    redisUrl: REDIS_URL,
    keyPrefix,
    leaseMs: 10_000,
    game: {
      shards: Number(SHARDS),
      backlog: 1_000_000,
      tickMs: 250,
      gapMs: 1_000,
      keepDays: 30,
      answerMs: 3_000,
      asksAtOnce: 8,
      matchTokens: 0,
    },
  },
  strategist,
  lineWriter: undefined,
  memories: undefined,
  notes,
  onOutbox: () => undefined,
  leave: (id) => leaveGame(store.pool, id),
  entry: findOwnEntry(import.meta.url, 'watched-player'),
});
await player.start();

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

const watching = new BroadcastChannel(WATCHED);
/** What the thread says of itself since it was last asked. */
async function askThread(): Promise<Watched> {
  const said = once(watching as unknown as EventTarget, 'message');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  watching.postMessage('say');
  const [message] = await said;
  return Watched.parse(message.data);
}

async function measured(): Promise<Measured> {
  const watched = await askThread();
  // Notes come a few times a second.
  await sleep(300);
  const result = {
    ...watched,
    counts: { ...counts, stale: watched.stale },
    reflex: spread(reflexMs),
    tick: spread(tickMs),
    lag: spread(lagMs),
    stream: spread(streamMs),
    waiting: player.gauges.waiting(),
    rss: process.memoryUsage().rss,
    cpuMs: cpuSince(),
  };
  for (const list of [reflexMs, tickMs, lagMs, streamMs]) list.length = 0;
  for (const name of Object.keys(counts)) delete counts[name];
  return result;
}

serve({
  ops: { measured },
  stop: async () => {
    player.askNothingMore();
    await stopRuns();
    await player.stop();
    watching.close();
    await store.close();
  },
});
