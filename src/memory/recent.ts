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

/** Recent memory that answers from `load` (the record) where the cache is empty or away, and never fails a turn. */
export function withRecord(
  cache: RecentMemory,
  deps: {
    load: (sessionId: string, n: number) => Promise<ChatMessage[]>;
    onError: (error: unknown) => void;
  },
): RecentMemory {
  // Sessions whose cached list lacks a turn: the cache was away when it should have been written.
  const stale = new Set<string>();
  const rebuild = async (sessionId: string, n: number): Promise<ChatMessage[]> => {
    const messages = await deps.load(sessionId, Math.max(n, RECENT_LIMIT));
    try {
      await cache.forget(sessionId);
      if (messages.length > 0) await cache.append(sessionId, messages);
      stale.delete(sessionId);
    } catch (error) {
      deps.onError(error);
    }
    return messages.slice(-n);
  };
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
      if (stale.has(sessionId)) return rebuild(sessionId, n);
      try {
        const cached = await cache.get(sessionId, n);
        if (cached.length > 0) return cached;
      } catch (error) {
        deps.onError(error);
      }
      return rebuild(sessionId, n);
    },
    forget: (sessionId) => cache.forget(sessionId),
  };
}
