import type { ChatMessage } from '../contracts/chat.js';
import type { Clock } from '../core/clock.js';
import { RECENT_LIMIT, RECENT_TTL_SECONDS, type RecentMemory } from './recent.js';

interface Entry {
  messages: ChatMessage[];
  expiresAt: number;
}

/** Recent memory for one process: at most `maxSessions`, the longest unused go first. */
export function createInProcessRecentMemory(clock: Clock, maxSessions = 10_000): RecentMemory {
  const sessions = new Map<string, Entry>();

  const live = (sessionId: string): Entry | undefined => {
    const entry = sessions.get(sessionId);
    if (entry === undefined || entry.expiresAt > clock.now().getTime()) return entry;
    sessions.delete(sessionId);
    return undefined;
  };

  return {
    kind: 'in-process',
    append(sessionId, messages) {
      if (messages.length === 0) return Promise.resolve();
      const before = live(sessionId)?.messages ?? [];
      sessions.delete(sessionId);
      sessions.set(sessionId, {
        messages: [...before, ...messages].slice(-RECENT_LIMIT),
        expiresAt: clock.now().getTime() + RECENT_TTL_SECONDS * 1000,
      });
      const oldest = sessions.keys().next();
      if (sessions.size > maxSessions && oldest.done !== true) sessions.delete(oldest.value);
      return Promise.resolve();
    },
    get: (sessionId, n) => Promise.resolve(live(sessionId)?.messages.slice(-n) ?? []),
    forget(sessionId) {
      sessions.delete(sessionId);
      return Promise.resolve();
    },
  };
}
