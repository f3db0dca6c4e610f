import { loadSnapshots, replayLog, type LoadOptions } from './load-match.js';
import type { PlayLoop } from './play-loop.js';
import type { BookedMatch, ShardBook } from './shard-book.js';

export interface TendingLimits {
  /** How long a match waits for a number that is missing while nothing else makes it go on. */
  gapWaitMs: number;
  /** How long a match that is over, or silent, stays in memory. */
  lingerMs: number;
  silentMs: number;
}

export interface TendingDeps {
  books: ReadonlyMap<number, ShardBook>;
  limits: TendingLimits;
  loading: LoadOptions;
  loop: PlayLoop;
  kick: () => void;
  flush: () => Promise<void>;
}

/** Looks after the matches that nothing else moves on; to be called a few times a second. */
export function tendMatches(deps: TendingDeps, now: number): void {
  for (const book of deps.books.values()) {
    for (const match of book.matches.values()) {
      const { lane } = match;
      if (lane.stuckSince !== undefined && now - lane.stuckSince > deps.limits.gapWaitMs) {
        lane.giveUpGaps();
        deps.loop.wake(match);
      }
      if (isSilent(match, deps.limits, now) && match.dirtyFrom !== undefined) askForSnapshot(book, match);
      if (mayLeave(match, deps.limits, now)) book.matches.delete(lane.matchId);
    }
  }
  deps.kick();
}

/** Only a match whose snapshot holds everything may be forgotten: it is loaded again from that alone. */
function mayLeave(match: BookedMatch, limits: TendingLimits, now: number): boolean {
  const { lane, dirtyFrom, known } = match;
  return (
    dirtyFrom === undefined && known && lane.waiting === 0 && !lane.broken && isSilent(match, limits, now)
  );
}

function isSilent({ lane, touchedAt }: BookedMatch, limits: TendingLimits, now: number): boolean {
  return now - touchedAt > (lane.state.outcome === null ? limits.silentMs : limits.lingerMs);
}

/** Has the next commit hold a snapshot of the match, and sees to it that there is one. */
export function askForSnapshot(book: ShardBook, match: BookedMatch): void {
  if (match.wantsSnapshot) return;
  match.wantsSnapshot = true;
  book.changed.add(match);
  book.unwritten.done.push(() => undefined);
}

/** Makes the state of a broken match again from its record, and lets it go on. */
export async function mendMatch(deps: TendingDeps, book: ShardBook, match: BookedMatch): Promise<void> {
  const { matchId } = match.lane;
  for (let before = -1; before !== match.recorded && !book.loss.isLost;) {
    before = match.recorded;
    await deps.flush();
    const replayed = (await replayLog(book.shard, deps.loading, matchId)).get(matchId);
    const loaded = replayed ?? (await loadSnapshots([matchId], deps.loading)).get(matchId);
    if (loaded !== undefined) match.lane.state = loaded.state;
  }
  if (book.loss.isLost) return;
  match.lane.broken = false;
  deps.loop.wake(match);
}
