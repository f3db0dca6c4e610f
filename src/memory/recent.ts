import type { ChatMessage } from '../contracts/chat.js';

/** How long a session's last turns are kept, in seconds: the seed's 24 hours. */
export const RECENT_TTL_SECONDS = 24 * 60 * 60;

/** How many messages of a session are kept at the most. */
export const RECENT_LIMIT = 40;

/** The last turns of each session, quick to read. A cache: the messages table is the record. */
export interface RecentMemory {
  readonly kind: 'redis' | 'in-process';
  append(sessionId: string, messages: ChatMessage[]): Promise<void>;
  /** The last `n` messages, oldest first; [] where nothing is known. */
  get(sessionId: string, n: number): Promise<ChatMessage[]>;
  forget(sessionId: string): Promise<void>;
}

export interface RecordDeps {
  /** The last messages of finished turns from the record, oldest first. */
  load: (sessionId: string, n: number) => Promise<ChatMessage[]>;
  onError: (error: unknown) => void;
}

/** Recent memory that answers from the record where the cache is empty or away, and never fails a turn for the cache. */
export function withRecord(cache: RecentMemory, deps: RecordDeps): RecentMemory {
  // Sessions whose cached list lacks a turn: the cache was away when it should have been written.
  const stale = new Set<string>();
  return {
    kind: cache.kind,
    async append(sessionId, messages) {
      try {
        await cache.append(sessionId, messages);
      } catch (error) {
        stale.add(sessionId);
        deps.onError(error);
      }
    },
    async get(sessionId, n) {
      const cached = stale.has(sessionId) ? [] : await readCache(cache, deps, { sessionId, n });
      return cached.length > 0 ? cached : rebuild(cache, deps, { sessionId, n, stale });
    },
    async forget(sessionId) {
      try {
        await cache.forget(sessionId);
      } catch (error) {
        stale.add(sessionId);
        deps.onError(error);
      }
    },
  };
}

async function readCache(
  cache: RecentMemory,
  deps: RecordDeps,
  { sessionId, n }: { sessionId: string; n: number },
): Promise<ChatMessage[]> {
  try {
    return await cache.get(sessionId, n);
  } catch (error) {
    deps.onError(error);
    return [];
  }
}

async function rebuild(
  cache: RecentMemory,
  deps: RecordDeps,
  { sessionId, n, stale }: { sessionId: string; n: number; stale: Set<string> },
): Promise<ChatMessage[]> {
  const messages = await deps.load(sessionId, Math.max(n, RECENT_LIMIT));
  try {
    await cache.forget(sessionId);
    if (messages.length > 0) await cache.append(sessionId, messages);
    stale.delete(sessionId);
  } catch (error) {
    deps.onError(error);
  }
  return messages.slice(-n);
}
