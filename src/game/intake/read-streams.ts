import { setTimeout as sleep } from 'node:timers/promises';
import { INLET, type GameStreams, type StreamEntry } from '../../bus/game-streams.js';
import { failpoint } from '../../core/failpoint.js';

export interface ReadingDeps {
  streams: GameStreams;
  /** The shards to read now, the inlet among them. */
  shards: () => readonly number[];
  /** False where enough waits already: what stays in the stream is not lost. */
  hasRoom: () => boolean;
  /** Takes the entries of one shard. */
  take: (shard: number, entries: StreamEntry[], readAt: number) => Promise<void>;
  onError: (error: unknown) => void;
}

export interface StreamReading {
  start(): void;
  /** Says that a shard is not ours any more: what it holds is looked through again if it comes back. */
  forget(shard: number): void;
  /** Resolves when nothing more is read. */
  stop(): Promise<void>;
}

const COUNT = 100;
const BLOCK_MS = 200;
const PAUSE_MS = 5;
const AWAY_MS = 250;

/** Reads the streams of our shards for as long as there is room for what comes. */
export function createStreamReading(deps: ReadingDeps): StreamReading {
  const claimed = new Set<number>();
  let stopped = false;
  let loop: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    while (!stopped) {
      try {
        await readOnce(deps, claimed);
      } catch (error) {
        // What was read and not taken is found among what is not settled.
        claimed.clear();
        deps.onError(error);
        await sleep(AWAY_MS);
      }
    }
  };
  return {
    start: () => void (loop = run()),
    forget: (shard) => void claimed.delete(shard),
    async stop() {
      stopped = true;
      await loop;
    },
  };
}

async function readOnce(deps: ReadingDeps, claimed: Set<number>): Promise<void> {
  const { streams, shards, hasRoom, take } = deps;
  const ours = shards();
  if (ours.length === 0 || !hasRoom()) return void (await sleep(PAUSE_MS));
  for (const shard of ours) {
    if (claimed.has(shard)) continue;
    await take(shard, await streams.claim(shard), performance.now());
    claimed.add(shard);
  }
  const read = await streams.read(ours, { count: COUNT, blockMs: BLOCK_MS });
  const readAt = performance.now();
  failpoint('game_read_to_effect', () => [...read.keys()].some((shard) => shard !== INLET));
  for (const [shard, entries] of read) await take(shard, entries, readAt);
}
