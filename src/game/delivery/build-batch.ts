import type { JournalBatch, MatchRow, MindRow, ShardEntry } from '../../store/game-journal.js';
import { snapshotOf } from '../matches/match-state.js';
import { nothingUnwritten, type BookedMatch, type ShardBook, type Unwritten } from '../matches/shard-book.js';

export interface SnapshotLimits {
  /** Records of a match after which it is due for a snapshot. */
  snapshotRecords: number;
  /** Entries of the log that a match may hold back from being deleted. */
  snapshotEntries: number;
  /** Snapshots in one commit: each takes its time, and actions wait for it. */
  snapshotsAtOnce: number;
}

/** One shard's part of a commit. */
export interface Leaving {
  book: ShardBook;
  no: number;
  what: Unwritten;
}

/** Takes what is unwritten out of the books, as rows; numbers the log entries. Everything taken is of one moment. */
export function buildBatch(
  books: Iterable<ShardBook>,
  limits: SnapshotLimits,
): { batch: JournalBatch; leaving: Leaving[] } {
  const batch: JournalBatch = {
    entries: [],
    matches: [],
    minds: [],
    actions: [],
    steps: [],
    busEvents: [],
    deadLetters: [],
  };
  const leaving: Leaving[] = [];
  const room = { snapshots: limits.snapshotsAtOnce };
  for (const book of books) {
    const what = book.unwritten;
    book.unwritten = nothingUnwritten();
    leaving.push({ book, no: addEntry(batch, book, what), what });
    addMatches(batch, book, limits, room);
    const entry = batch.entries.at(-1);
    if (entry !== undefined) entry.keepFrom = oldestNeeded(book);
  }
  return { batch, leaving };
}

function addEntry(batch: JournalBatch, book: ShardBook, what: Unwritten): number {
  const { shard, token, published } = book;
  if (what.records.length > 0) book.logNo += 1;
  const no = book.logNo;
  for (const [matchId] of what.records) {
    const match = book.matches.get(matchId);
    if (match === undefined) continue;
    match.dirtyFrom ??= no;
    match.records += 1;
  }
  const inputs = what.records.length === 0 ? '' : JSON.stringify(what.records);
  const entry: ShardEntry = { shard, token, no, inputs, published, keepFrom: 0 };
  batch.entries.push(entry);
  batch.actions.push(
    ...what.actions.map(({ matchId, numbered }) => ({
      matchId,
      n: numbered.n,
      player: numbered.action.player,
      shard,
      no,
      action: JSON.stringify(numbered.action),
    })),
  );
  batch.steps.push(...what.steps);
  batch.busEvents.push(...what.busEvents);
  batch.deadLetters.push(...what.deadLetters);
  return no;
}

function addMatches(
  batch: JournalBatch,
  book: ShardBook,
  limits: SnapshotLimits,
  room: { snapshots: number },
): void {
  for (const match of book.matches.values()) {
    if (match.dirtyFrom === undefined) continue;
    const { state } = match.lane;
    const due = room.snapshots > 0 && !match.lane.broken && isDue(match, book.logNo, limits);
    const fresh = [...state.minds.keys()].filter((player) => !match.knownPlayers.has(player));
    if (due) {
      room.snapshots -= 1;
      batch.matches.push(toRow(match, book, JSON.stringify(snapshotOf(state))));
      match.dirtyFrom = undefined;
      match.records = 0;
      match.wantsSnapshot = false;
    } else if (!match.known) batch.matches.push(toRow(match, book, null));
    match.known = true;
    batch.minds.push(...(due ? [...state.minds.keys()] : fresh).map((player) => toMind(match, book, player)));
    for (const player of fresh) match.knownPlayers.add(player);
  }
}

function isDue(
  { records, dirtyFrom = 0, lane, wantsSnapshot }: BookedMatch,
  logNo: number,
  limits: SnapshotLimits,
): boolean {
  if (wantsSnapshot) return true;
  if (records >= limits.snapshotRecords || logNo - dirtyFrom >= limits.snapshotEntries) return true;
  return lane.state.outcome !== null && lane.waiting === 0;
}

function toRow({ lane }: BookedMatch, book: ShardBook, snapshot: string | null): MatchRow {
  const { matchId, state } = lane;
  const snapshotNo = snapshot === null ? 0 : book.logNo;
  return { matchId, shard: book.shard, snapshot, snapshotNo, outcome: state.outcome };
}

function toMind({ lane }: BookedMatch, { shard }: ShardBook, player: string): MindRow {
  const view = lane.broken ? undefined : lane.state.minds.get(player)?.view();
  return {
    matchId: lane.matchId,
    player,
    shard,
    view: view === undefined ? null : JSON.stringify(view),
  };
}

function oldestNeeded(book: ShardBook): number {
  let oldest = book.logNo + 1;
  for (const { dirtyFrom } of book.matches.values()) oldest = Math.min(oldest, dirtyFrom ?? oldest);
  return oldest;
}
