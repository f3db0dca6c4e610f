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
    const rows = addEntry(book, what);
    addMatches(rows, book, limits, room);
    return { book, no: book.logNo, what, rows, keepFrom: oldestNeeded(book) };
  });
}

function addEntry(book: ShardBook, what: Unwritten): GameRows {
  const { shard } = book;
  const isEntry = what.records.length > 0;
  if (isEntry) book.logNo += 1;
  const no = book.logNo;
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
    matches: [],
    minds: [],
  };
}

/** Rows of matches, as far as something about them is new or a snapshot is due. */
function addMatches(
  rows: GameRows,
  book: ShardBook,
  limits: SnapshotLimits,
  room: { snapshots: number },
): void {
  for (const match of book.dirty) {
    if (!holdsBack(match, book, limits)) break;
    book.changed.add(match);
  }
  for (const match of book.changed) {
    const isDue = mustBeSaved(match, book, limits);
    const isSaved = isDue && room.snapshots > 0 && !match.lane.broken;
    if (isSaved) room.snapshots -= 1;
    addMatch(rows, book, match, isSaved);
    // What was due and found no room is looked at again, and so is what is over and not played to its end.
    if (isSaved || !(isDue || match.lane.state.outcome !== null)) book.changed.delete(match);
  }
}

function addMatch(rows: GameRows, book: ShardBook, match: BookedMatch, isSaved: boolean): void {
  const { state } = match.lane;
  const fresh = newPlayers(match);
  if (isSaved) {
    rows.matches.push(toRow(match, book, JSON.stringify(snapshotOf(state))));
    match.dirtyFrom = undefined;
    match.records = 0;
    match.wantsSnapshot = false;
    book.dirty.delete(match);
  } else if (!match.known) rows.matches.push(toRow(match, book, null));
  match.known = true;
  for (const player of isSaved ? state.minds.keys() : fresh) rows.minds.push(toMind(match, book, player));
  for (const player of fresh) match.knownPlayers.add(player);
}

/** Players whose minds are not on record yet; there are as many of both almost always. */
function newPlayers({ lane, knownPlayers }: BookedMatch): string[] {
  const { minds } = lane.state;
  return minds.size === knownPlayers.size
    ? []
    : [...minds.keys()].filter((player) => !knownPlayers.has(player));
}

function mustBeSaved(match: BookedMatch, book: ShardBook, limits: SnapshotLimits): boolean {
  const { records, lane, wantsSnapshot } = match;
  if (wantsSnapshot || records >= limits.snapshotRecords || holdsBack(match, book, limits)) return true;
  return lane.state.outcome !== null && lane.waiting === 0;
}

/** Its first entry without a snapshot keeps too many others from being deleted. */
function holdsBack(
  { dirtyFrom = Infinity }: BookedMatch,
  { logNo }: ShardBook,
  limits: SnapshotLimits,
): boolean {
  return logNo - dirtyFrom >= limits.snapshotEntries;
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
  const [oldest] = book.dirty;
  return oldest?.dirtyFrom ?? book.logNo + 1;
}
