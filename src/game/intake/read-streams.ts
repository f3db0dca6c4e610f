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

/** Of one shard at once: more would keep the loop from what else is due. */
const COUNT = 16;
const BLOCK_MS = 200;
const PAUSE_MS = 5;
const AWAY_MS = 250;
/** Reads that wait for the record, as of a match that is new here. */
const MOST_TAKING = 16;

/** Reads the streams of our shards for as long as there is room for what comes. */
export function createStreamReading(deps: ReadingDeps): StreamReading {
  const reading: Reading = { claimed: new Set(), taking: new Set(), failed: undefined };
  const end = new AbortController();
  let loop: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    while (!end.signal.aborted) {
      try {
        await readOnce(deps, reading);
      } catch (error) {
        // What was read and not taken is found among what is not settled.
        reading.claimed.clear();
        deps.onError(error);
        await sleep(AWAY_MS);
      }
    }
    await Promise.all(reading.taking);
  };
  return {
    start: () => void (loop = run()),
    forget: (shard) => void reading.claimed.delete(shard),
    async stop() {
      end.abort();
      await loop;
    },
  };
}

interface Reading {
  /** Shards of which what nobody settled has been looked through. */
  claimed: Set<number>;
  taking: Set<Promise<void>>;
  /** What was read could not be taken. */
  failed: { error: unknown } | undefined;
}

async function readOnce({ streams, shards, hasRoom, take }: ReadingDeps, reading: Reading): Promise<void> {
  const { claimed, taking, failed } = reading;
  reading.failed = undefined;
  if (failed !== undefined) throw failed.error;
  const ours = shards();
  if (ours.length === 0 || taking.size >= MOST_TAKING || !hasRoom()) return void (await sleep(PAUSE_MS));
  for (const shard of ours) {
    if (claimed.has(shard)) continue;
    await take(shard, await streams.claim(shard), performance.now());
    claimed.add(shard);
  }
  const read = await streams.read(ours, { count: COUNT, blockMs: BLOCK_MS });
  const readAt = performance.now();
  failpoint('game_read_to_effect', () => [...read.keys()].some((shard) => shard !== INLET));
  for (const [shard, entries] of read) {
    const taken = take(shard, entries, readAt)
      .catch((error: unknown) => void (reading.failed = { error }))
      .finally(() => taking.delete(taken));
    taking.add(taken);
  }
}
