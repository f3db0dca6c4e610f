import type { GameRows, MatchRow, MindRow } from '../../store/game-journal.js';
import { snapshotOf } from '../matches/match-state.js';
import { nothingUnwritten, type BookedMatch, type ShardBook, type Unwritten } from '../matches/shard-book.js';

export interface SnapshotLimits {
  /** Records of a match after which it is due for a snapshot. */
  snapshotRecords: number;
  /** Entries of the log that a match may hold back from being deleted. */
  snapshotEntries: number;
  /** Snapshots at once: each takes its time, and actions wait for it. */
  snapshotsAtOnce: number;
}

/** What was taken out of a book at one moment: an entry of the shard's log, with what it puts on record. */
export interface Leaving {
  book: ShardBook;
  no: number;
  what: Unwritten;
  rows: GameRows;
  /** Entries before this one are in snapshots. */
  keepFrom: number;
}

/** Takes what is unwritten out of the books, as rows; numbers the log entries. Everything taken is of one moment. */
export function takeUnwritten(books: Iterable<ShardBook>, limits: SnapshotLimits): Leaving[] {
  const room = { snapshots: limits.snapshotsAtOnce };
  return Array.from(books, (book) => {
    const what = book.unwritten;
    book.unwritten = nothingUnwritten();
    const rows: GameRows = { ...addEntry(book, what), matches: [], minds: [] };
    addMatches(rows, book, limits, room);
    return { book, no: book.logNo, what, rows, keepFrom: oldestNeeded(book) };
  });
}

function addEntry(book: ShardBook, what: Unwritten): Omit<GameRows, 'matches' | 'minds'> {
  const { shard } = book;
  const isEntry = what.records.length > 0;
  if (isEntry) book.logNo += 1;
  const no = book.logNo;
  for (const [matchId] of what.records) {
    const match = book.matches.get(matchId);
    if (match === undefined) continue;
    match.dirtyFrom ??= no;
    match.records += 1;
  }
  return {
    log: isEntry ? [{ shard, no, inputs: JSON.stringify(what.records) }] : [],
    actions: what.actions.map(({ matchId, numbered: { n, action } }) => ({
      matchId,
      n,
      player: action.player,
      shard,
      no,
      action: JSON.stringify(action),
    })),
    steps: what.steps,
    busEvents: what.busEvents,
    deadLetters: what.deadLetters,
  };
}

function addMatches(
  rows: GameRows,
  book: ShardBook,
  limits: SnapshotLimits,
  room: { snapshots: number },
): void {
  for (const match of book.matches.values()) {
    if (match.dirtyFrom === undefined) continue;
    const { state } = match.lane;
    const due = room.snapshots > 0 && !match.lane.broken && isDue(match, book.logNo, limits);
    const fresh = newPlayers(match);
    if (due) {
      room.snapshots -= 1;
      rows.matches.push(toRow(match, book, JSON.stringify(snapshotOf(state))));
      match.dirtyFrom = undefined;
      match.records = 0;
      match.wantsSnapshot = false;
    } else if (!match.known) rows.matches.push(toRow(match, book, null));
    match.known = true;
    rows.minds.push(...(due ? [...state.minds.keys()] : fresh).map((player) => toMind(match, book, player)));
    for (const player of fresh) match.knownPlayers.add(player);
  }
}

/** Players whose minds are not on record yet; there are as many of both almost always. */
function newPlayers({ lane, knownPlayers }: BookedMatch): string[] {
  const { minds } = lane.state;
  return minds.size === knownPlayers.size
    ? []
    : [...minds.keys()].filter((player) => !knownPlayers.has(player));
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
