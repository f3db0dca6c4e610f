import { INLET, type GameStreams } from '../bus/game-streams.js';
import type { JsonObject } from '../contracts/json.js';
import type { LiveMatches } from '../contracts/match-view.js';
import { forgetOldMatches } from '../store/game-matches.js';
import { createShardRows, holdShards, leaveGame, releaseShards } from '../store/game-shards.js';
import { createShardHolding, type ShardHolding } from './delivery/hold-shards.js';
import { createStreamReading, type StreamReading } from './intake/read-streams.js';
import { createTakeEntries } from './intake/take-entries.js';
import { createLiveMatches } from './matches/live-matches.js';
import type { ShardsAtPlay } from './matches/shards-at-play.js';
import { startPlaying, type Playing, type PlayingParts } from './start-playing.js';
import { takeShard } from './take-shard.js';

export interface PlayerDeps extends PlayingParts {
  /** Of this player among all that play: what shards are held under. */
  id: string;
  leaseMs: number;
  /** Undefined: events come through `shards` alone. */
  streams: GameStreams | undefined;
}

/** What plays matches, and who may look at them meanwhile. */
export interface MatchPlayer extends MatchViews {
  /** Resolves when the matches that nobody else plays are played here. */
  start(): Promise<void>;
  /** Leaves open questions to whoever plays the matches next. */
  askNothingMore(): void;
  /** Takes nothing more, puts everything on record and lets its shards go. */
  stop(): Promise<void>;
  /** Read at each scrape. */
  gauges: { matches(): number; waiting(): number };
}

/** The matches that are being played, as they are now. */
export interface MatchViews {
  /** For chat: the player's match. */
  live: LiveMatches;
  /** What a player's mind in a match shows; undefined where the match is not played here. */
  view(matchId: string, player: string): Promise<JsonObject | undefined>;
}

/** A player in this very thread. */
export interface LocalPlayer extends MatchPlayer {
  shards: ShardsAtPlay;
}

const HOUR_MS = 3_600_000;

/** Plays the matches whose events come in: once in effect, in order per match, whatever process dies. */
export function createPlayer(deps: PlayerDeps): LocalPlayer {
  const { id, streams } = deps;
  const playing = startPlaying(
    deps,
    (shard, entries) => streams?.settle(shard, entries) ?? Promise.resolve(),
  );
  const { shards } = playing;
  const holding = createHolding(deps, { playing, forget: (shard) => reading?.forget(shard) });
  const reading = streams === undefined ? undefined : createReading(deps, streams, { playing, holding });
  const forget = (): void => {
    forgetAllOld(deps).catch(deps.notes.away);
  };
  let forgetting: NodeJS.Timeout | undefined;
  return {
    shards,
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
    live: createLiveMatches(shards),
    view: (matchId, player) =>
      Promise.resolve(structuredClone(shards.find(matchId)?.lane.state.minds.get(player)?.view())),
    gauges: { matches: playing.matches, waiting: () => shards.waiting() },
  };
}

function allShards({ settings, streams }: PlayerDeps): number[] {
  const shards = Array.from({ length: settings.shards }, (_, shard) => shard);
  return streams === undefined ? shards : [...shards, INLET];
}

/** A part at a time, so that nothing waits long for it. */
async function forgetAllOld({ pool, settings }: PlayerDeps): Promise<void> {
  while ((await forgetOldMatches(pool, settings.keepDays)) > 0);
}

function createHolding(
  deps: PlayerDeps,
  { playing, forget }: { playing: Playing; forget: (shard: number) => void },
): ShardHolding {
  const { id, pool, leaseMs, notes } = deps;
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
  deps: PlayerDeps,
  streams: GameStreams,
  { playing, holding }: { playing: Playing; holding: ShardHolding },
): StreamReading {
  const { settings, notes } = deps;
  const { shards, kick } = playing;
  const mine = allShards(deps);
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
const MOST_WAITING = 128;
/** The same with what is played and not on record: while Postgres is away, events wait in the streams and not in memory. */
const MOST_OPEN = 30_000;
