import { pause } from '../../core/deadline.js';
import type { PortCalls } from '../../core/port-calls.js';
import { createRestartPauses } from '../../core/restart-pauses.js';
import type { MatchPlayer } from '../create-player.js';
import { startPlayerThread, type PlayerThread, type ThreadDeps } from './start-thread.js';
import type { PlayerCalls } from './thread-calls.js';

export interface ThreadedDeps extends ThreadDeps {
  /** Lets go the shards of a player that has died. */
  leave: (id: string) => Promise<void>;
}

const START_MS = 30_000;
const STOP_MS = 30_000;
/** Whoever looks at a match does not wait longer, and sees what is on record. */
const LOOK_MS = 1_000;
/** A thread that lived for a minute did not die of how it was started. */
const PAUSES = { firstMs: 250, longestMs: 10_000, stableMs: 60_000 };

/** Plays matches in a thread of their own. One that dies leaves its matches as they are on record, and another goes on with them. */
export function createThreadedPlayer(deps: ThreadedDeps): MatchPlayer {
  const threads = superviseThreads(deps);
  const look = async <T>(ask: (calls: PortCalls<PlayerCalls>) => Promise<T>): Promise<T | undefined> => {
    const thread = threads.current();
    try {
      return thread && (await ask(thread.calls));
    } catch (error) {
      deps.notes.away(error);
      return undefined;
    }
  };
  return {
    start: threads.start,
    askNothingMore() {
      threads.leave();
      void look(({ call }) => call('askNothingMore', null, { timeoutMs: LOOK_MS }));
    },
    async stop() {
      threads.restartNothing();
      await look(({ call }) => call('stop', null, { timeoutMs: STOP_MS }));
      await threads.current()?.terminate();
    },
    live: { of: (playerId) => look(({ call }) => call('live', playerId, { timeoutMs: LOOK_MS })) },
    view: (matchId, player) => look(({ call }) => call('view', { matchId, player }, { timeoutMs: LOOK_MS })),
    gauges: {
      matches: () => threads.current()?.gauges().matches ?? 0,
      waiting: () => threads.current()?.gauges().waiting ?? 0,
    },
  };
}

/** One thread at a time. */
interface Threads {
  /** Rejects where the first thread cannot play. */
  start(): Promise<void>;
  current(): PlayerThread | undefined;
  /** From now on no thread asks anything of the process. */
  leave(): void;
  restartNothing(): void;
}

function superviseThreads(deps: ThreadedDeps): Threads {
  const stopping = new AbortController();
  let current: PlayerThread | undefined;
  let isLeft = false;
  const pauses = createRestartPauses(PAUSES);
  const begin = async (): Promise<void> => {
    const thread = startPlayerThread(deps, () => isLeft);
    current = thread;
    const begunAt = performance.now();
    void thread.ended.then((error) => goOnAfter(thread, error, performance.now() - begunAt));
    try {
      await thread.calls.call('start', null, { timeoutMs: START_MS });
    } catch (error) {
      await thread.terminate();
      throw error;
    }
  };
  const goOnAfter = async ({ id }: PlayerThread, error: Error, livedMs: number): Promise<void> => {
    current = undefined;
    if (stopping.signal.aborted) return;
    deps.notes.away(error);
    await deps.leave(id).catch(deps.notes.away);
    await pause(pauses.afterDeath(livedMs), stopping.signal);
    // One that does not start ends, and so comes here again.
    if (!stopping.signal.aborted) await begin().catch(deps.notes.away);
  };
  return {
    async start() {
      try {
        await begin();
      } catch (error) {
        stopping.abort();
        throw error;
      }
    },
    current: () => current,
    leave: () => void (isLeft = true),
    restartNothing: () => stopping.abort(),
  };
}
