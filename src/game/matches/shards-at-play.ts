import type { GameEvent } from '../../contracts/game-event.js';
import type { JsonObject } from '../../contracts/json.js';
import type { HeldShard } from '../../store/game-shards.js';
import type { GameNotes } from './game-notes.js';
import { loadSnapshots, replayLog, type LoadedMatch, type LoadOptions } from './load-match.js';
import {
  createMatchIntake,
  type Arrival,
  type ArrivalOutcome,
  type MatchIntake,
  type MatchTaking,
} from './match-intake.js';
import { createMatchLane, type LaneLimits } from './match-lane.js';
import { noteEffects } from './note-effects.js';
import type { PlayLoop } from './play-loop.js';
import { openShardBook, type BookedMatch, type ShardBook } from './shard-book.js';

export interface PlayingLimits extends LaneLimits {
  maxMinds: number;
  /** In this process. */
  maxMatches: number;
  /** With more inputs than this waiting, all matches of this process are behind. */
  busy: number;
}

export interface ShardsAtPlay {
  readonly books: ReadonlyMap<number, ShardBook>;
  /** Takes a shard up where its record ends; its matches go on. */
  take(held: HeldShard): Promise<ShardBook>;
  /** Forgets a shard. What is unwritten of it is not written. */
  drop(shard: number): void;
  /** Hands events of a shard to their matches, in order; says what became of each. */
  receive(book: ShardBook, arrivals: Arrival[]): Promise<ArrivalOutcome[]>;
  /** Hands what the strategist said to its match, if that is still played here. */
  advise(matchId: string, player: string, advice: JsonObject): void;
  /** Hands what the player's matches against a boss came to to a match, likewise. */
  remember(matchId: string, player: string, memory: JsonObject): void;
  /** Hands a line that was written for an NPC to its match, likewise. */
  say(matchId: string, player: string, line: JsonObject): void;
  find(matchId: string): BookedMatch | undefined;
  /** Inputs that wait for their turn. */
  waiting(): number;
}

export interface PlayingDeps {
  loading: LoadOptions;
  limits: PlayingLimits;
  notes: GameNotes;
  loop: () => PlayLoop;
  /** Says that a book holds something unwritten. */
  onUnwritten: () => void;
  /** A match is over, and that is on record. */
  onEnded: (match: BookedMatch) => void;
  /** Matches played in this process. */
  matches: () => number;
}

type Deps = PlayingDeps & { isBusy: () => boolean };

export function createShardsAtPlay(given: PlayingDeps): ShardsAtPlay {
  const books = new Map<number, ShardBook>();
  let isBusy = false;
  const deps: Deps = { ...given, isBusy: () => isBusy };
  const intakes = new Map<ShardBook, MatchIntake>();
  const tell = (matchId: string, say: (match: BookedMatch) => void): void => {
    const match = find(matchId);
    if (match === undefined) return;
    say(match);
    deps.loop().wake(match);
  };
  const find = (matchId: string): BookedMatch | undefined => findMatch(books, matchId);
  return {
    books,
    find,
    take: (held) => take(deps, books, held),
    drop(shard) {
      const book = books.get(shard);
      if (book === undefined) return;
      books.delete(shard);
      intakes.delete(book);
      forget(deps, book);
    },
    receive(book, arrivals) {
      isBusy = countWaiting(books) > deps.limits.busy;
      const intake = intakes.get(book) ?? createMatchIntake(createTaking(deps, book));
      intakes.set(book, intake);
      return intake.receive(arrivals);
    },
    advise: (matchId, player, advice) => tell(matchId, ({ lane }) => lane.advise(player, advice)),
    remember: (matchId, player, memory) => tell(matchId, ({ lane }) => lane.remember(player, memory)),
    say: (matchId, player, line) => tell(matchId, ({ lane }) => lane.say(player, line)),
    waiting: () => countWaiting(books),
  };
}

function findMatch(books: ReadonlyMap<number, ShardBook>, matchId: string): BookedMatch | undefined {
  for (const { matches } of books.values()) {
    const match = matches.get(matchId);
    if (match !== undefined) return match;
  }
  return undefined;
}

async function take(deps: Deps, books: Map<number, ShardBook>, held: HeldShard): Promise<ShardBook> {
  const book = openShardBook(held);
  const loaded = await replayLog(held.shard, deps.loading);
  const byAge = [...loaded.values()].sort((a, b) => (a.dirtyFrom ?? 0) - (b.dirtyFrom ?? 0));
  for (const one of byAge) wakeIfWaiting(deps, enter(deps, book, one));
  books.set(held.shard, book);
  deps.notes.shardTaken(held.shard, loaded.size);
  return book;
}

function forget({ notes }: PlayingDeps, book: ShardBook): void {
  for (const { lane } of book.matches.values()) lane.broken = true;
  book.loss.lose();
  notes.shardLost(book.shard);
}

function countWaiting(books: ReadonlyMap<number, ShardBook>): number {
  let waiting = 0;
  for (const { tally } of books.values()) waiting += tally.waiting;
  return waiting;
}

function createTaking(deps: Deps, book: ShardBook): MatchTaking {
  return {
    isHere: (matchId) => book.matches.has(matchId),
    async load(matchIds) {
      const room = deps.limits.maxMatches - deps.matches();
      const loaded = await loadSnapshots(matchIds.slice(0, Math.max(0, room)), deps.loading);
      for (const one of loaded.values()) wakeIfWaiting(deps, enter(deps, book, one));
    },
    take: (arrival) => receiveOne(deps, book, arrival),
    onTaken: deps.onUnwritten,
  };
}

function receiveOne(deps: PlayingDeps, book: ShardBook, arrival: Arrival): ArrivalOutcome {
  const { event } = arrival;
  const match = book.matches.get(event.match_id);
  if (match === undefined || isCrowded(match, event, deps.limits)) {
    deps.notes.eventTurnedAway('crowded');
    return 'crowded';
  }
  match.touchedAt = arrival.readAt;
  const place = match.lane.receive(event, arrival);
  if (place !== 'next') deps.notes.eventTurnedAway(place);
  wakeIfWaiting(deps, match);
  return place;
}

function isCrowded({ lane }: BookedMatch, { source, player }: GameEvent, limits: PlayingLimits): boolean {
  const { orders, minds } = lane.state;
  return (
    (orders.size >= limits.maxSources && !orders.has(source)) ||
    (minds.size >= limits.maxMinds && !minds.has(player))
  );
}

function wakeIfWaiting({ loop }: PlayingDeps, match: BookedMatch): void {
  if (match.lane.waiting > 0) loop().wake(match);
}

function enter(deps: Deps, book: ShardBook, loaded: LoadedMatch): BookedMatch {
  const output = noteEffects(book, () => match, deps);
  const { state, known, dirtyFrom, records } = loaded;
  const { limits, loading } = deps;
  const match: BookedMatch = {
    lane: createMatchLane({
      state,
      limits,
      options: loading.match,
      output,
      isBusy: deps.isBusy,
      tally: book.tally,
    }),
    known,
    knownPlayers: new Set(known ? state.minds.keys() : []),
    knownPlans: new Set(),
    dirtyFrom,
    records,
    wantsSnapshot: false,
    recorded: 0,
    touchedAt: performance.now(),
    loss: book.loss,
  };
  book.matches.set(state.matchId, match);
  if (dirtyFrom !== undefined) {
    book.dirty.add(match);
    book.changed.add(match);
  }
  return match;
}
