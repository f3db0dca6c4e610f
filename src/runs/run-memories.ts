import type pg from 'pg';
import type { MemoryView, RecalledMemory } from '../contracts/memory.js';
import type { LastUse } from '../memory/semantic/last-use.js';
import type { Recall, RecallQuery } from '../memory/semantic/memory.js';
import { forgetMemories, listMemories, type MemoryPage } from '../store/memories.js';

/** What runs know of people's memories. No method gives or changes anything of another owner. */
export interface RunMemories {
  /** What matters to a turn; nothing where memory is away. Rejects only with what the signal aborted with. */
  recall(query: Pick<RecallQuery, 'owner' | 'text' | 'before' | 'now' | 'signal'>): Promise<RecalledMemory[]>;
  list(page: MemoryPage): Promise<MemoryView[]>;
  /** Forgets these memories of the owner, or all; gives how many there were. */
  forget(owner: string, ids: readonly string[] | 'all'): Promise<number>;
  /** False for who is nobody in particular: nothing is kept of them. */
  isKept(owner: string): boolean;
  /** A run has written memories of the owner. */
  changed(owner: string): void;
}

export interface RunMemoriesDeps {
  pool: pg.Pool;
  recall: Recall;
  lastUse: LastUse;
  limits: { memories: number; tokens: number };
  /** There may be memories without a vector. */
  onChanged: () => void;
  /** Their words may still stand elsewhere on record. */
  onForgotten: () => void;
  onError: (error: unknown) => void;
}

export function createRunMemories(deps: RunMemoriesDeps): RunMemories {
  const { pool, recall, lastUse, limits } = deps;
  const changed = (owner: string): void => {
    recall.invalidate(owner);
    deps.onChanged();
  };
  return {
    isKept: () => true,
    changed,
    async recall(query) {
      try {
        const found = await recall.find({ ...query, limit: limits.memories, tokens: limits.tokens });
        lastUse.note(
          query.owner,
          found.map(({ id }) => id),
        );
        return found;
      } catch (error) {
        query.signal.throwIfAborted();
        deps.onError(error);
        return [];
      }
    },
    list: (page) => listMemories(pool, page),
    async forget(owner, ids) {
      const count = await forgetMemories(pool, owner, ids);
      await recall.forget(owner);
      if (count > 0) deps.onForgotten();
      return count;
    },
  };
}

/** For a service that remembers nothing. */
export const NO_MEMORIES: RunMemories = {
  isKept: () => false,
  recall: () => Promise.resolve([]),
  list: () => Promise.resolve([]),
  forget: () => Promise.resolve(0),
  changed: () => undefined,
};

/** The same memories, of everybody but `nobody`. */
export function exceptFor(nobody: string, memories: RunMemories): RunMemories {
  const of = (owner: string): RunMemories => (owner === nobody ? NO_MEMORIES : memories);
  return {
    isKept: (owner) => of(owner).isKept(owner),
    recall: (query) => of(query.owner).recall(query),
    list: (page) => of(page.owner).list(page),
    forget: (owner, ids) => of(owner).forget(owner, ids),
    changed: (owner) => of(owner).changed(owner),
  };
}
