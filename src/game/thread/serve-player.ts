import { createGameActionStream } from '../../bus/game-outlet.js';
import { createGameStreams } from '../../bus/game-streams.js';
import type { LineWriter } from '../../contracts/game-speech.js';
import type { Strategist } from '../../contracts/game-strategy.js';
import type { MatchMemories } from '../../contracts/match-memory.js';
import { createPortCalls, type Port, type PortCalls } from '../../core/port-calls.js';
import { createRedis } from '../../core/redis.js';
import { openStore } from '../../store/database.js';
import { createPlayer, type LocalPlayer } from '../create-player.js';
import { createRedisOutlet } from '../delivery/redis-outlet.js';
import type { MakeMind } from '../matches/played-mind.js';
import { createNotebook, type Notebook } from './notebook.js';
import type { PlayerCalls, ProcessCalls, ThreadSettings } from './thread-calls.js';

type Home = PortCalls<ProcessCalls>;

const NOTES_EVERY_MS = 100;
/** For what the process answers from its stores. */
const STORES_MS = 5_000;
/** Over what the asking side waits: its own abort comes first. */
const LATE_MS = 1_000;
const LINE_MS = 2_000;

/** Plays matches for the process at the other end of `port`, with connections of its own to Postgres and Redis. */
export function servePlayer(port: Port, settings: ThreadSettings, makeMind: MakeMind): void {
  let opened: OpenedPlayer | undefined;
  const playing = (): LocalPlayer => {
    if (opened === undefined) throw new Error('nothing is played yet');
    return opened.player;
  };
  const calls: PlayerCalls = {
    async start() {
      opened = await openPlayer(home, settings, makeMind);
      await opened.player.start();
    },
    askNothingMore: () => opened?.player.askNothingMore(),
    stop: async () => opened?.close(),
    live: (playerId) => playing().live.of(playerId),
    view: ({ matchId, player }) => playing().view(matchId, player),
  };
  const home: Home = createPortCalls<ProcessCalls>(port, calls);
}

interface OpenedPlayer {
  player: LocalPlayer;
  close(): Promise<void>;
}

async function openPlayer(home: Home, settings: ThreadSettings, makeMind: MakeMind): Promise<OpenedPlayer> {
  const { id, keyPrefix, leaseMs, game } = settings;
  const book = createNotebook();
  const { notes } = book;
  const store = await openStore({ url: settings.databaseUrl, onError: notes.away });
  const connect = (): ReturnType<typeof createRedis> => createRedis(settings.redisUrl, notes.away);
  const [redis, reader] = [connect(), connect()];
  const player = createPlayer({
    id,
    leaseMs,
    notes,
    pool: store.pool,
    settings: game,
    makeMind,
    streams: createGameStreams({ redis, reader, consumer: id, keyPrefix }),
    outlet: createRedisOutlet(createGameActionStream(redis, connect, keyPrefix)),
    ...helpersOf(home, settings),
    // Strategies are chosen in another thread: it does not matter how busy this one is.
    hasTime: () => true,
    now: () => new Date(),
    onOutbox: () => void home.call('outbox', null, { timeoutMs: STORES_MS }).catch(() => undefined),
  });
  const sending = sendNotes(home, book, player);
  return {
    player,
    async close() {
      await player.stop();
      await sending.stop();
      redis.disconnect();
      reader.disconnect();
      await store.close();
    },
  };
}

/** What the process does for whoever plays. */
function helpersOf(
  home: Home,
  { helpers, game }: ThreadSettings,
): {
  strategist: Strategist | undefined;
  lineWriter: LineWriter | undefined;
  memories: MatchMemories | undefined;
} {
  const strategist: Strategist = {
    ask: (question, { answerBy, signal }) =>
      home.call('ask', { question, answerBy }, { timeoutMs: game.answerMs + LATE_MS, signal }),
  };
  const lineWriter: LineWriter = {
    write: (request, { player, matchId, signal }) =>
      home.call('write', { request, player, matchId }, { timeoutMs: LINE_MS, signal }),
  };
  const memories: MatchMemories = {
    rememberMatch: (match) => home.call('rememberMatch', match, { timeoutMs: STORES_MS }),
    matchesAgainst: (player, boss) => home.call('matchesAgainst', { player, boss }, { timeoutMs: STORES_MS }),
  };
  return {
    strategist: helpers.strategist ? strategist : undefined,
    lineWriter: helpers.lineWriter ? lineWriter : undefined,
    memories: helpers.memories ? memories : undefined,
  };
}

function sendNotes(home: Home, { take }: Notebook, { gauges }: LocalPlayer): { stop: () => Promise<void> } {
  const send = async (): Promise<void> => {
    const page = { notes: take(), gauges: { matches: gauges.matches(), waiting: gauges.waiting() } };
    await home.call('note', page, { timeoutMs: STORES_MS }).catch(() => undefined);
  };
  const timer = setInterval(() => void send(), NOTES_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return send();
    },
  };
}
