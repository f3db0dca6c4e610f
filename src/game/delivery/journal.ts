import type { ShardSender } from '../../bus/game-outlet.js';
import type { JournalBatch } from '../../store/game-journal.js';
import { isWritten, type ShardBook } from '../matches/shard-book.js';
import type { ActionOutlet } from './action-outlet.js';
import type { Leaving, SnapshotLimits } from './take-unwritten.js';

export interface JournalDeps {
  books: ReadonlyMap<number, ShardBook>;
  limits: SnapshotLimits;
  /** Gives the shards that were still ours. */
  commit: (batch: JournalBatch) => Promise<ReadonlySet<number>>;
  outlet: ActionOutlet;
  /** Says that these entries of a shard's stream need not be delivered again. */
  settle: (shard: number, entries: string[]) => Promise<void>;
  onLost: (book: ShardBook) => void;
  /** The actions have left. */
  onLeft: (leaving: Leaving) => void;
  /** Something is away; it is tried again until it is back. */
  onError: (error: unknown) => void;
  onOutbox: () => void;
}

export interface Journal {
  /** Says that something is unwritten; returns at once. */
  kick(): void;
  /** Resolves when all that is unwritten now is on record and has left. */
  flush(): Promise<void>;
  /** Records that are not on record yet. */
  unrecorded(): number;
  /** Writes what is left, within one attempt, and stops. */
  close(): Promise<void>;
}

export function unwrittenOf({ books }: JournalDeps): ShardBook[] {
  return [...books.values()].filter((book) => !isWritten(book));
}

/** Records that nobody has taken out of the books yet. */
export function recordsInBooks({ books }: JournalDeps): number {
  let records = 0;
  for (const { unwritten } of books.values()) records += unwritten.records.length;
  return records;
}

export const hasActions = (entries: readonly Pick<Leaving, 'rows'>[]): boolean =>
  entries.some(({ rows }) => rows.actions.length > 0);

export const senderOf = ({ shard, epoch, token }: ShardSender): ShardSender => ({ shard, epoch, token });
