import { setTimeout as sleep } from 'node:timers/promises';
import { failpoint } from '../../core/failpoint.js';
import type { JournalBatch } from '../../store/game-journal.js';
import { isWritten, type ShardBook } from '../matches/shard-book.js';
import type { ActionOutlet } from './action-outlet.js';
import { buildBatch, type Leaving, type SnapshotLimits } from './build-batch.js';

export interface JournalDeps {
  books: ReadonlyMap<number, ShardBook>;
  limits: SnapshotLimits;
  /** Gives the shards that were still ours. */
  commit: (batch: JournalBatch) => Promise<ReadonlySet<number>>;
  outlet: ActionOutlet;
  /** Says that these entries of a shard's stream need not be delivered again. */
  settle: (shard: number, entries: string[]) => Promise<void>;
  onLost: (book: ShardBook) => void;
  onDelivered: (leaving: Leaving) => void;
  /** Something is away; it is tried again until it is back. */
  onError: (error: unknown) => void;
  onOutbox: () => void;
}

export interface Journal {
  /** Says that something is unwritten; returns at once. */
  kick(): void;
  /** Resolves when all that is unwritten now is on record and has left. */
  flush(): Promise<void>;
  /** Writes what is left, within one attempt, and stops. */
  close(): Promise<void>;
}

const RETRY_MS = [20, 50, 100, 250, 500, 1_000];

/**
 * Puts on record what happened, of all matches at once: first the record, then the actions leave, then the stream is told. While
 * one commit is under way the next gathers.
 */
export function createJournal(deps: JournalDeps): Journal {
  let round: Promise<void> | undefined;
  let closed = false;

  const unwritten = (): ShardBook[] => [...deps.books.values()].filter((book) => !isWritten(book));
  const work = async (): Promise<void> => {
    for (let books = unwritten(); books.length > 0; books = unwritten()) {
      await deliver(deps, buildBatch(books, deps.limits), () => closed);
    }
  };
  const start = (): Promise<void> => {
    round ??= work().finally(() => {
      round = undefined;
    });
    return round;
  };
  return {
    kick: () => void start().catch(deps.onError),
    async flush() {
      // A round that is under way may have taken its books before what is to be flushed was there.
      await round?.catch(() => undefined);
      await start();
    },
    async close() {
      closed = true;
      await start().catch(deps.onError);
    },
  };
}

async function deliver(
  deps: JournalDeps,
  { batch, leaving }: ReturnType<typeof buildBatch>,
  closed: () => boolean,
): Promise<void> {
  failpoint('game_effect_to_commit', () => batch.actions.length > 0);
  const live = await untilDone(deps, closed, () => deps.commit(batch));
  failpoint('game_commit_to_send', () => batch.actions.length > 0);
  if (batch.busEvents.length > 0) deps.onOutbox();
  for (const { book } of leaving) if (!live.has(book.shard)) deps.onLost(book);
  const ours = leaving.filter(({ book }) => !book.loss.signal.aborted);
  const batches = ours
    .filter(({ what }) => what.actions.length > 0)
    .map(({ book, no, what }) => ({ shard: book.shard, epoch: book.epoch, no, actions: what.actions }));
  if (batches.length > 0) await untilDone(deps, closed, () => deps.outlet.publish(batches));
  failpoint('game_send_to_ack', () => batch.actions.length > 0);
  for (const { book, no } of ours) book.published = no;
  await untilDone(deps, closed, () =>
    Promise.all(
      ours
        .filter(({ what }) => what.settled.length > 0)
        .map(({ book, what }) => deps.settle(book.shard, what.settled)),
    ),
  );
  for (const one of ours) {
    for (const done of one.what.done) done();
    deps.onDelivered(one);
  }
}

/** Does `work` until it succeeds: what is in memory is ahead of the record, and must not be lost. */
async function untilDone<T>(deps: JournalDeps, closed: () => boolean, work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      deps.onError(error);
      if (closed()) throw error;
      await sleep(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]);
    }
  }
}
