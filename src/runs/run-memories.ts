import type pg from 'pg';
import type { MemoryKind, MemoryView, RecalledMemory } from '../contracts/memory.js';
import type { MatchMemories } from '../contracts/match-memory.js';
import type { LastUse } from '../memory/semantic/last-use.js';
import type { Recall, RecallQuery } from '../memory/semantic/memory.js';
import { AppError } from '../core/errors.js';
import { addMemory, editMemory } from '../store/edit-memories.js';
import type { ToLearn } from './learn-by-model.js';
import { checkedText, toWrittenMemory } from './written-memory.js';
import { forgetMemories } from '../store/forget-memories.js';
import { listMatchesAgainst, rememberMatch } from '../store/match-memories.js';
import { findMemory, listMemories, type MemoryPage } from '../store/memories.js';
import { findBasisOfLastReply } from '../store/sessions.js';
import type { LastReply } from './explain-reply.js';

/** What runs know of people's memories. No method gives or changes anything of another owner. */
export interface RunMemories extends MatchMemories {
  /** What matters to a turn; nothing where memory is away. Rejects only with what the signal aborted with. */
  recall(query: Pick<RecallQuery, 'owner' | 'text' | 'before' | 'now' | 'signal'>): Promise<RecalledMemory[]>;
  list(page: MemoryPage): Promise<MemoryView[]>;
  /** What the session's last reply rests on, the owner's memories as far as they are still there; undefined where there is none. */
  ofLastReply(owner: string, sessionId: string): Promise<LastReply | undefined>;
  /** Forgets these memories of the owner, or all; gives how many there were. */
  forget(owner: string, ids: readonly string[] | 'all'): Promise<number>;
  /** What the owner writes down, checked; throws where it may not be kept. */
  add(owner: string, given: { text: string; kind?: MemoryKind | undefined }): Promise<MemoryView>;
  /** Other words for a memory of the owner that holds. */
  edit(owner: string, edit: { id: string; text: string }): Promise<MemoryView>;
  /** False for who is nobody in particular: nothing is kept of them. */
  isKept(owner: string): boolean;
  /** A run has written memories of the owner. */
  changed(owner: string): void;
  /** A run has ended well: what it says besides is looked for, where there is who can. Returns at once. */
  learn(told: ToLearn): void;
}

export interface RunMemoriesDeps {
  pool: pg.Pool;
  recall: Recall;
  /** Left out where the rules alone read what is said. */
  learn?: ((told: ToLearn) => void) | undefined;
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
    learn: deps.learn ?? (() => undefined),
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
    ...createReads(pool),
    ...createWrites(deps, changed),
    async rememberMatch(match) {
      if (await rememberMatch(pool, match)) changed(match.player);
    },
    async forget(owner, ids) {
      const count = await forgetMemories(pool, owner, ids);
      await recall.forget(owner);
      deps.onForgotten();
      return count;
    },
  };
}

function createReads(pool: pg.Pool): Pick<RunMemories, 'list' | 'ofLastReply' | 'matchesAgainst'> {
  return {
    list: (page) => listMemories(pool, page),
    async ofLastReply(owner, sessionId) {
      const basis = await findBasisOfLastReply(pool, sessionId);
      if (basis === undefined) return undefined;
      const ids = basis.memories ?? [];
      const found = await Promise.all(ids.map((id) => findMemory(pool, owner, id)));
      return { ...basis, memories: found.flatMap((memory) => memory ?? []), remembered: ids.length };
    },
    matchesAgainst: (player, boss) => listMatchesAgainst(pool, player, boss),
  };
}

function createWrites(
  { pool, onForgotten }: RunMemoriesDeps,
  changed: (owner: string) => void,
): Pick<RunMemories, 'add' | 'edit'> {
  return {
    async add(owner, given) {
      const written = await addMemory(pool, owner, toWrittenMemory(given));
      if (written === undefined) throw new AppError('not_found', 'The memory was forgotten meanwhile.');
      changed(owner);
      return written;
    },
    async edit(owner, { id, text }) {
      const edited = await editMemory(pool, owner, { id, text: checkedText(text) });
      if (edited === undefined) throw new AppError('not_found', 'There is no such memory.');
      changed(owner);
      onForgotten();
      return edited;
    },
  };
}

/** For a service that remembers nothing. */
export const NO_MEMORIES: RunMemories = {
  isKept: () => false,
  recall: () => Promise.resolve([]),
  list: () => Promise.resolve([]),
  ofLastReply: () => Promise.resolve(undefined),
  forget: () => Promise.resolve(0),
  add: () => Promise.reject(new AppError('forbidden', 'Nothing is remembered of an anonymous user.')),
  edit: () => Promise.reject(new AppError('not_found', 'There is no such memory.')),
  changed: () => undefined,
  learn: () => undefined,
  rememberMatch: () => Promise.resolve(),
  matchesAgainst: () => Promise.resolve([]),
};

/** The same memories, of everybody but `nobody`. */
export function exceptFor(nobody: string, memories: RunMemories): RunMemories {
  const of = (owner: string): RunMemories => (owner === nobody ? NO_MEMORIES : memories);
  return {
    isKept: (owner) => of(owner).isKept(owner),
    recall: (query) => of(query.owner).recall(query),
    list: (page) => of(page.owner).list(page),
    // Whoever writes in a session may know what was said in it.
    ofLastReply: (owner, sessionId) => memories.ofLastReply(owner, sessionId),
    forget: (owner, ids) => of(owner).forget(owner, ids),
    add: (owner, given) => of(owner).add(owner, given),
    edit: (owner, edit) => of(owner).edit(owner, edit),
    changed: (owner) => of(owner).changed(owner),
    learn: (told) => of(told.run.userId).learn(told),
    rememberMatch: (match) => of(match.player).rememberMatch(match),
    matchesAgainst: (player, boss) => of(player).matchesAgainst(player, boss),
  };
}
