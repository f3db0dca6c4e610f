import type { ServerFrame } from '../contracts/socket.js';

/** What every open client of a person is told, whichever of them caused it. */
export type Announcement = Extract<ServerFrame, { op: 'approval.requested' | 'approval.answered' }>;

/** What the doors tell each other. Plain JSON, so that it can travel between processes. */
export type UserNote = Announcement | { op: 'run.accepted'; session_id: string; run_id: string };

/** Reaches the open clients of a user. In this process; one over Redis pub/sub would reach those of all replicas. */
export interface UserFeed {
  /** Never throws; who does not listen at this moment is not told later. */
  publish(userId: string, note: UserNote): void;
  /** Returns how to stop listening. */
  subscribe(userId: string, listener: (note: UserNote) => void): () => void;
}

export function createUserFeed(): UserFeed {
  const users = new Map<string, Set<(note: UserNote) => void>>();
  return {
    publish(userId, note) {
      for (const tell of users.get(userId) ?? []) tell(note);
    },
    subscribe(userId, listener) {
      const listeners = users.get(userId) ?? new Set();
      users.set(userId, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && users.get(userId) === listeners) users.delete(userId);
      };
    },
  };
}
