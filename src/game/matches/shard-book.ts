import type { NumberedAction } from '../../contracts/game-door.js';
import type { HeldShard } from '../../store/game-shards.js';
import type { DeadLetterRow, GameBusEvent, PlanStepRow } from '../../store/game-journal.js';
import type { MatchLane } from './match-lane.js';
import type { Tally } from './match-queue.js';
import type { MatchRecord } from './match-record.js';
import { createShardLoss, type ShardLoss } from './shard-loss.js';

/** A match in this process, with what is on record of it. */
export interface BookedMatch {
  lane: MatchLane;
  /** It has a row. */
  known: boolean;
  /** The players that have a row. */
  knownPlayers: Set<string>;
  /** The plans that are on record, the latest. */
  knownPlans: Set<string>;
  /** The first entry of the log that no snapshot holds; undefined where the snapshot holds everything. */
  dirtyFrom: number | undefined;
  /** Records since the last snapshot. */
  records: number;
  /** A snapshot is asked for, due or not. */
  wantsSnapshot: boolean;
  /** Records since the match came into this process. */
  recorded: number;
  /** When something last came in, on the clock of `performance.now()`. */
  touchedAt: number;
  /** When the match is not played here any more. */
  readonly loss: ShardLoss;
}

export interface NumberedOf {
  matchId: string;
  numbered: NumberedAction;
}

/** What has happened and is not on record yet. */
export interface Unwritten {
  records: [matchId: string, record: MatchRecord][];
  actions: NumberedOf[];
  steps: PlanStepRow[];
  busEvents: GameBusEvent[];
  deadLetters: DeadLetterRow[];
  /** When the oldest of the events that led to the actions came. */
  readAt: number[];
  /** Called once all this is on record and the actions have left. */
  done: (() => void)[];
  /** Entries of the stream that need not be delivered again. */
  settled: string[];
}

export function nothingUnwritten(): Unwritten {
  return {
    records: [],
    actions: [],
    steps: [],
    busEvents: [],
    deadLetters: [],
    readAt: [],
    done: [],
    settled: [],
  };
}

/** One shard while it is ours: its matches and what is to be written of them. */
export interface ShardBook {
  readonly shard: number;
  readonly token: string;
  readonly epoch: string;
  logNo: number;
  published: number;
  matches: Map<string, BookedMatch>;
  /** Those with entries that no snapshot holds, the oldest entry first. */
  dirty: Set<BookedMatch>;
  /** Those of them that may need a row, or a snapshot, with what is written next. */
  changed: Set<BookedMatch>;
  unwritten: Unwritten;
  /** Of its matches. */
  readonly tally: Tally;
  /** When the lease is lost: nothing more may be written or sent. */
  readonly loss: ShardLoss;
}

export function openShardBook({ shard, token, epoch, logNo, publishedNo }: HeldShard): ShardBook {
  return {
    shard,
    token,
    epoch,
    logNo,
    published: publishedNo,
    matches: new Map(),
    dirty: new Set(),
    changed: new Set(),
    unwritten: nothingUnwritten(),
    tally: { waiting: 0 },
    loss: createShardLoss(),
  };
}

/** Puts down what happened in a match: it is part of the next entry. */
export function addRecord(book: ShardBook, match: BookedMatch, record: MatchRecord): void {
  book.unwritten.records.push([match.lane.matchId, record]);
  match.recorded += 1;
  match.records += 1;
  match.dirtyFrom ??= book.logNo + 1;
  book.dirty.add(match);
  book.changed.add(match);
}

export function isWritten({ unwritten }: ShardBook): boolean {
  const { records, deadLetters, settled, done } = unwritten;
  return records.length === 0 && deadLetters.length === 0 && settled.length === 0 && done.length === 0;
}
