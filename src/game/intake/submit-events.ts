import type { GameEventsAnswer, GameRefusal } from '../../contracts/game-door.js';
import { AppError } from '../../core/errors.js';
import type { GameStreams } from '../../bus/game-streams.js';
import { shardOf } from '../matches/match-record.js';
import type { ArrivalOutcome } from '../matches/match-intake.js';
import type { ShardsAtPlay } from '../matches/shards-at-play.js';
import { readBatch, type ReadBatch } from './read-batch.js';

/** Takes a batch that came over HTTP or a socket. */
export type SubmitEvents = (values: readonly unknown[]) => Promise<GameEventsAnswer>;

type Numbered = ReadBatch['events'][number];

interface Submitting {
  shards: number;
  /** Events of a shard that may wait. */
  backlog: number;
  /** Counts what is turned away: `refused`. */
  onTurnedAway: (outcome: string) => void;
}

/** Puts the events on the streams of their shards; they are played by whoever holds these. */
export function createStreamSubmit(streams: GameStreams, options: Submitting): SubmitEvents {
  return async (values) => {
    const { events, refused } = readBatch(values);
    for (const _ of refused) options.onTurnedAway('refused');
    const shards = byShard(events, options.shards);
    const credits = await roomLeft(streams, [...shards.keys()], options);
    if (credits < events.length) throw full();
    await streams.append(
      [...shards].flatMap(([shard, some]) =>
        some.map(({ event }) => ({ shard, matchId: event.match_id, event: JSON.stringify(event) })),
      ),
    );
    return { accepted: events.length, duplicate: 0, late: 0, refused, credits: credits - events.length };
  };
}

async function roomLeft(streams: GameStreams, shards: number[], { backlog }: Submitting): Promise<number> {
  if (shards.length === 0) return backlog;
  return Math.max(0, backlog - Math.max(...(await streams.backlog(shards))));
}

function byShard(events: Numbered[], shards: number): Map<number, Numbered[]> {
  const grouped = new Map<number, Numbered[]>();
  for (const event of events) {
    const shard = shardOf(event.event.match_id, shards);
    const some = grouped.get(shard);
    if (some === undefined) grouped.set(shard, [event]);
    else some.push(event);
  }
  return grouped;
}

function full(): AppError {
  return new AppError('queue_full', 'Too many game events wait. Please send them again in a moment.');
}

/** Plays the events here; answers when they are on record. */
export function createLocalSubmit(playing: ShardsAtPlay, options: Submitting): SubmitEvents {
  return async (values) => {
    const { events, refused } = readBatch(values);
    for (const _ of refused) options.onTurnedAway('refused');
    const credits = options.backlog - playing.waiting();
    if (credits < events.length) throw full();
    const shards = [...byShard(events, options.shards)];
    const outcomes = (
      await inTime(Promise.all(shards.map(([shard, some]) => playHere(playing, shard, some))))
    ).flat();
    const count = (...wanted: ArrivalOutcome[]): number =>
      outcomes.filter(({ outcome }) => wanted.includes(outcome)).length;
    return {
      accepted: count('next', 'held'),
      duplicate: count('duplicate'),
      late: count('late'),
      refused: [...refused, ...outcomes.flatMap(toCrowded)].sort((a, b) => a.index - b.index),
      credits: Math.max(0, options.backlog - playing.waiting()),
    };
  };
}

interface Played extends Numbered {
  outcome: ArrivalOutcome;
}

async function playHere(playing: ShardsAtPlay, shard: number, events: Numbered[]): Promise<Played[]> {
  const book = playing.books.get(shard);
  if (book === undefined) throw elsewhere();
  const readAt = performance.now();
  const onRecord: Promise<void>[] = [];
  const arrivals = events.map(({ event }) => {
    const written = createDeferred();
    onRecord.push(written.promise);
    return { event, readAt, settled: () => void book.unwritten.done.push(written.resolve) };
  });
  const lost = createDeferred();
  const stay = book.loss.whenLost(lost.resolve);
  try {
    const outcomes = await playing.receive(book, arrivals);
    const written = Promise.all(onRecord.filter((_, index) => outcomes[index] !== 'crowded'));
    await Promise.race([written, lost.promise]);
    if (book.loss.isLost) throw elsewhere();
    return events.map((event, index) => ({ ...event, outcome: outcomes[index] ?? 'crowded' }));
  } finally {
    stay();
  }
}

function elsewhere(): AppError {
  return new AppError('store_unavailable', 'Another process plays this match. Please try again in a moment.');
}

function createDeferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve: () => resolve() };
}

function toCrowded({ index, event: { source, seq }, outcome }: Played): GameRefusal[] {
  const reason = 'the match has too many sources or players, or too many matches are played';
  return outcome === 'crowded' ? [{ index, source, seq, field: 'match_id', reason }] : [];
}

/** How long a batch waits to be on record before its sender is told that nobody knows. */
const ON_RECORD_MS = 10_000;

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = 'The events could not be put on record in time. Please send them again.';
    timer = setTimeout(() => reject(new AppError('store_unavailable', error)), ON_RECORD_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
