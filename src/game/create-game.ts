import type pg from 'pg';
import { INLET, type GameStreams } from '../bus/game-streams.js';
import type { MatchMemories } from '../contracts/match-memory.js';
import type { LineWriter } from '../contracts/game-speech.js';
import type { Strategist } from '../contracts/game-strategy.js';
import type { LiveMatches } from '../contracts/match-view.js';
import type { GameSettings } from '../core/game-settings.js';
import { uuidv7 } from '../core/ids.js';
import { forgetOldMatches } from '../store/game-matches.js';
import { createShardRows, holdShards, leaveGame, releaseShards } from '../store/game-shards.js';
import type { ActionOutlet } from './delivery/action-outlet.js';
import { createShardHolding, type ShardHolding } from './delivery/hold-shards.js';
import { createDeadLetters } from './dead-letters.js';
import type { Game } from './game.js';
import { createGameView } from './game-view.js';
import { createStreamReading, type StreamReading } from './intake/read-streams.js';
import { createLocalSubmit, createStreamSubmit, type SubmitEvents } from './intake/submit-events.js';
import { createTakeEntries } from './intake/take-entries.js';
import type { GameNotes } from './matches/game-notes.js';
import { createLiveMatches } from './matches/live-matches.js';
import type { MakeMind } from './matches/played-mind.js';
import { startPlaying, type Playing } from './start-playing.js';
import { takeShard } from './take-shard.js';

export interface GameDeps {
  pool: pg.Pool;
  settings: GameSettings;
  leaseMs: number;
  makeMind: MakeMind;
  /** Undefined: events come through this process's own doors only. */
  openStreams: ((consumer: string) => GameStreams) | undefined;
  outlet: ActionOutlet;
  notes: GameNotes;
  /** Who is asked for a strategy; undefined: the rules decide alone. */
  strategist: Strategist | undefined;
  /** Who writes lines for NPCs; undefined: each says lines of its own. */
  lineWriter: LineWriter | undefined;
  /** What is remembered of players' matches; undefined: nothing. */
  memories: MatchMemories | undefined;
  now: () => Date;
  /** Something was put in the outbox. */
  onOutbox: () => void;
}

export interface GameService extends Game {
  /** Resolves when the matches that nobody else plays are played here. */
  start(): Promise<void>;
  /** Leaves open questions to whoever plays the matches next. */
  askNothingMore(): void;
  /** Takes nothing more, puts everything on record and lets its shards go. */
  stop(): Promise<void>;
  /** Read at each scrape. */
  gauges: { matches(): number; waiting(): number };
  /** What chat may know of the matches that are played here. */
  live: LiveMatches;
}

const HOUR_MS = 3_600_000;

/** Plays the matches whose events come in: once in effect, in order per match, whatever process dies. */
export function createGame(deps: GameDeps): GameService {
  const id = uuidv7();
  const streams = deps.openStreams?.(id);
  const playing = startPlaying(
    deps,
    (shard, entries) => streams?.settle(shard, entries) ?? Promise.resolve(),
  );
  const holding = createHolding(deps, id, { playing, forget: (shard) => reading?.forget(shard) });
  const reading = streams === undefined ? undefined : createReading(deps, streams, { playing, holding });
  const forget = (): void => {
    forgetAllOld(deps).catch(deps.notes.away);
  };
  let forgetting: NodeJS.Timeout | undefined;
  const submit = createSubmit(deps, streams, playing);
  return {
    submit,
    ...createDeadLetters(deps.pool, submit),
    ...createGameView({ ...deps, shardCount: deps.settings.shards }, playing.shards),
    askNothingMore: playing.askNothingMore,
    async start() {
      forgetting = setInterval(forget, HOUR_MS).unref();
      await createShardRows(deps.pool, allShards(deps));
      await holding.start();
      reading?.start();
    },
    async stop() {
      clearInterval(forgetting);
      holding.drain();
      await reading?.stop();
      playing.askNothingMore();
      await playing.stop();
      await holding.stop();
      await leaveGame(deps.pool, id).catch(deps.notes.away);
    },
    live: createLiveMatches(playing.shards),
    gauges: { matches: playing.matches, waiting: () => playing.shards.waiting() },
  };
}

function allShards({ settings, openStreams }: GameDeps): number[] {
  const shards = Array.from({ length: settings.shards }, (_, shard) => shard);
  return openStreams === undefined ? shards : [...shards, INLET];
}

/** A part at a time, so that nothing waits long for it. */
async function forgetAllOld({ pool, settings }: GameDeps): Promise<void> {
  while ((await forgetOldMatches(pool, settings.keepDays)) > 0);
}

function createSubmit(
  { settings, notes }: GameDeps,
  streams: GameStreams | undefined,
  playing: Playing,
): SubmitEvents {
  const { shards, backlog } = settings;
  const options = { shards, backlog, onTurnedAway: notes.eventTurnedAway };
  return streams === undefined
    ? createLocalSubmit(playing.shards, options)
    : createStreamSubmit(streams, options);
}

function createHolding(
  deps: GameDeps,
  id: string,
  { playing, forget }: { playing: Playing; forget: (shard: number) => void },
): ShardHolding {
  const { pool, leaseMs, notes } = deps;
  return createShardHolding({
    leaseMs,
    hold: (draining) => holdShards(pool, { id, leaseMs, shards: allShards(deps), draining }),
    release: (shards) => releaseShards(pool, id, shards),
    onTaken: (held) => takeShard(deps, playing.shards, held),
    async onLost(shard) {
      forget(shard);
      await playing.letGo(shard);
    },
    onError: notes.away,
  });
}

function createReading(
  { settings, notes }: GameDeps,
  streams: GameStreams,
  { playing, holding }: { playing: Playing; holding: ShardHolding },
): StreamReading {
  const { shards, kick } = playing;
  const mine = allShardsOf(settings);
  return createStreamReading({
    streams,
    shards: () => mine.filter(holding.holds),
    hasRoom: () => shards.waiting() < MOST_WAITING && playing.open() < MOST_OPEN,
    take: createTakeEntries({
      playing: shards,
      streams,
      shards: settings.shards,
      onTurnedAway: notes.eventTurnedAway,
      onRead: notes.eventsRead,
      kick,
    }),
    onError: notes.away,
  });
}

/** Events read and not played: the rest waits in the streams, where it costs this process nothing. */
const MOST_WAITING = 1_000;
/** The same with what is played and not on record: while Postgres is away, events wait in the streams and not in memory. */
const MOST_OPEN = 30_000;

function allShardsOf({ shards }: GameSettings): number[] {
  return [INLET, ...Array.from({ length: shards }, (_, shard) => shard)];
}
