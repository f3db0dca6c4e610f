import type pg from 'pg';
import type { GameSettings } from '../core/game-settings.js';
import { commitGame } from '../store/game-journal.js';
import { loadMatches, readGameLog } from '../store/game-matches.js';
import type { ActionOutlet } from './delivery/action-outlet.js';
import { createJournal } from './delivery/create-journal.js';
import type { Journal } from './delivery/journal.js';
import type { MatchMemories } from '../contracts/match-memory.js';
import type { LineWriter } from '../contracts/game-speech.js';
import type { Strategist } from '../contracts/game-strategy.js';
import { openBesidePlay } from './beside-play.js';
import { GAME_LIMITS } from './limits.js';
import type { GameNotes } from './matches/game-notes.js';
import type { LoadOptions } from './matches/load-match.js';
import { createPlayLoop, type PlayLoop } from './matches/play-loop.js';
import type { MakeMind } from './matches/played-mind.js';
import type { BookedMatch, ShardBook } from './matches/shard-book.js';
import { createShardsAtPlay, type ShardsAtPlay } from './matches/shards-at-play.js';
import { askForSnapshot, mendMatch, tendMatches, type TendingDeps } from './matches/tend-matches.js';

export interface PlayingParts {
  pool: pg.Pool;
  settings: GameSettings;
  makeMind: MakeMind;
  outlet: ActionOutlet;
  notes: GameNotes;
  /** Undefined: the rules decide alone. */
  strategist: Strategist | undefined;
  /** Undefined: NPCs say lines of their own. */
  lineWriter: LineWriter | undefined;
  /** Undefined: nothing is learnt from one match to the next. */
  memories: MatchMemories | undefined;
  now: () => Date;
  onOutbox: () => void;
  /** Whether there is time to have strategies chosen; where it is left out, while the event loop of this thread is not too busy. */
  hasTime?: (() => boolean) | undefined;
}

/** The matches of this process, what plays them and what puts them on record. */
export interface Playing {
  shards: ShardsAtPlay;
  kick: () => void;
  matches(): number;
  /** Inputs that wait for their turn, and those that had it and are not on record. */
  open(): number;
  /** Puts on record what is there of a shard and forgets it. */
  letGo(shard: number): Promise<void>;
  askNothingMore(): void;
  /** Plays what waits, puts everything on record with snapshots of all matches, and stops. */
  stop(): Promise<void>;
}

const TEND_MS = 200;
/** `settle` says of entries of a shard's stream that they need not be delivered again. */
export function startPlaying(
  parts: PlayingParts,
  settle: (shard: number, entries: string[]) => Promise<void>,
): Playing {
  const loading = createLoading(parts);
  const shards: ShardsAtPlay = createShardsAtPlay({
    loading,
    limits: { ...GAME_LIMITS, tickMs: parts.settings.tickMs },
    notes: parts.notes,
    loop: () => loop,
    onUnwritten: () => journal.kick(),
    onEnded: (match) => beside.ended(match),
    matches: () => matches(),
  });
  const matches = (): number => [...shards.books.values()].reduce((sum, book) => sum + book.matches.size, 0);
  const journal = openJournal(parts, shards, settle);
  const loop: PlayLoop = createPlayLoop(GAME_LIMITS, {
    played: (match) => (match.lane.broken ? mend(match) : beside.look(match)),
    paused: journal.kick,
  });
  const beside = openBesidePlay(parts, shards);
  const tending: TendingDeps = {
    books: shards.books,
    limits: { ...GAME_LIMITS, gapWaitMs: parts.settings.gapMs },
    ...journal,
    loading,
    loop,
  };
  const mend = createMending(tending, parts.notes);
  const timer = setInterval(() => tendMatches(tending, performance.now()), TEND_MS);
  return {
    shards,
    kick: journal.kick,
    matches,
    open: () => shards.waiting() + journal.unrecorded(),
    letGo: (shard) => journal.flush().then(() => shards.drop(shard)),
    askNothingMore: beside.stop,
    stop: () => stopPlaying(shards, journal, { loop, timer }),
  };
}

async function stopPlaying(
  shards: ShardsAtPlay,
  journal: Journal,
  { loop, timer }: { loop: PlayLoop; timer: NodeJS.Timeout },
): Promise<void> {
  clearInterval(timer);
  await loop.idle();
  await writeAll(shards, journal);
  await journal.close();
}

/** Mends each broken match once at a time. */
function createMending(tending: TendingDeps, notes: GameNotes): (match: BookedMatch) => void {
  const mending = new Set<BookedMatch>();
  return (match) => {
    const book = bookOf(tending.books, match);
    if (book === undefined || mending.has(match)) return;
    mending.add(match);
    mendMatch(tending, book, match)
      .catch(notes.away)
      .finally(() => mending.delete(match));
  };
}

function createLoading({ pool, makeMind, notes }: PlayingParts): LoadOptions {
  return {
    records: {
      load: (matchIds) => loadMatches(pool, matchIds),
      log: (shard, after, limit) => readGameLog(pool, shard, after, limit),
    },
    match: { makeMind },
    onFailure: notes.replayFailed,
  };
}

function openJournal(
  { pool, outlet, notes, onOutbox }: PlayingParts,
  shards: ShardsAtPlay,
  settle: (shard: number, entries: string[]) => Promise<void>,
): Journal {
  return createJournal({
    books: shards.books,
    limits: GAME_LIMITS,
    commit: (batch) => commitGame(pool, batch),
    outlet,
    settle,
    onLost: (book) => {
      // It may be ours again meanwhile, and then it is another book.
      if (shards.books.get(book.shard) === book) shards.drop(book.shard);
    },
    onLeft: ({ what }) => {
      const now = performance.now();
      notes.actionsLeft(
        what.actions.length,
        what.readAt.map((readAt) => now - readAt),
      );
    },
    onError: notes.away,
    onOutbox,
  });
}

function bookOf(books: TendingDeps['books'], { lane }: BookedMatch): ShardBook | undefined {
  return [...books.values()].find((book) => book.matches.get(lane.matchId)?.lane === lane);
}

const ROUNDS = 2_000;

/** So that a process that was stopped well leaves nothing to be played again, by whatever version comes after it. */
async function writeAll(shards: ShardsAtPlay, journal: Journal): Promise<void> {
  await journal.flush();
  for (let round = 0; round < ROUNDS; round += 1) {
    const dirty = [...shards.books.values()].flatMap((book) =>
      [...book.matches.values()]
        .filter(({ dirtyFrom, lane }) => dirtyFrom !== undefined && !lane.broken)
        .map((match) => ({ book, match })),
    );
    for (const { book, match } of dirty) {
      match.wantsSnapshot = false;
      askForSnapshot(book, match);
    }
    if (dirty.length === 0) return;
    await journal.flush();
  }
}
