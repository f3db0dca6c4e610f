import { INLET, type GameStreams, type StreamEntry } from '../../bus/game-streams.js';
import { shardOf } from '../matches/match-record.js';
import { addDeadLetter } from '../matches/note-effects.js';
import type { ShardBook } from '../matches/shard-book.js';
import type { Arrival } from '../matches/match-intake.js';
import type { ShardsAtPlay } from '../matches/shards-at-play.js';
import { readEventText } from './read-batch.js';

export interface TakingDeps {
  playing: ShardsAtPlay;
  streams: GameStreams;
  shards: number;
  onTurnedAway: (outcome: string) => void;
  /** How long the oldest of some entries lay in its stream, in milliseconds. */
  onRead: (waitedMs: number) => void;
  kick: () => void;
}

/** Takes what was read from a stream: hands the inlet's entries on to shards, and a shard's to its matches. */
export function createTakeEntries(deps: TakingDeps) {
  return async (shard: number, entries: StreamEntry[], readAt: number): Promise<void> => {
    if (entries.length === 0) return;
    if (shard === INLET) return deps.streams.forward(entries.map((entry) => address(entry, deps.shards)));
    deps.onRead(Math.max(0, Date.now() - writtenAt(entries)));
    const book = deps.playing.books.get(shard);
    if (book !== undefined) await play(deps, book, { entries, readAt });
  };
}

/** By the clock of Redis, of which an id begins with the milliseconds. */
function writtenAt([oldest]: readonly StreamEntry[]): number {
  return Number.parseInt(oldest?.id ?? '', 10);
}

function address(entry: StreamEntry, shards: number): StreamEntry & { matchId: string; shard: number } {
  const matchId = entry.matchId ?? matchOf(entry.event);
  return { ...entry, matchId, shard: shardOf(matchId, shards) };
}

/** The match of an event that nobody has read yet; what has none is told apart where it is read. */
function matchOf(event: string): string {
  const parsed = readEventText(event);
  return 'event' in parsed ? parsed.event.match_id : '';
}

async function play(
  deps: TakingDeps,
  book: ShardBook,
  { entries, readAt }: { entries: StreamEntry[]; readAt: number },
): Promise<void> {
  const arrivals: (Arrival & { text: string })[] = [];
  for (const { id, event: text } of entries) {
    const settled = (): void => void book.unwritten.settled.push(id);
    const parsed = readEventText(text);
    if ('event' in parsed) arrivals.push({ event: parsed.event, readAt, settled, text });
    else {
      const { field, reason, source, seq } = parsed.refusal;
      const about = `${source ?? '?'} ${seq ?? '?'} ${field}: ${reason}`;
      turnAway(deps, book, { text, matchId: null, reason: about, outcome: 'refused' });
      settled();
    }
  }
  const outcomes = await deps.playing.receive(book, arrivals);
  for (const [index, { event, text, settled }] of arrivals.entries()) {
    if (outcomes[index] !== 'crowded') continue;
    const reason = 'the match has too many sources or players, or too many matches are played';
    turnAway(deps, book, { text, matchId: event.match_id, reason, outcome: 'crowded' });
    settled();
  }
  deps.kick();
}

function turnAway(
  deps: TakingDeps,
  book: ShardBook,
  {
    text,
    matchId,
    reason,
    outcome,
  }: { text: string; matchId: string | null; reason: string; outcome: string },
): void {
  addDeadLetter(book, text, { matchId, reason });
  deps.onTurnedAway(outcome);
}
