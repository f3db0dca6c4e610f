import type { MemoryKind, RecalledMemory } from '../../contracts/memory.js';

/** A row of `memories` that holds, as recall needs it. */
export interface Memory {
  id: string;
  kind: MemoryKind;
  text: string;
  /** The turn it answers. */
  answers: string | null;
  /** 0 to 1: how much it matters, whatever is asked. */
  importance: number;
  /** The last time it was said. */
  saidAt: Date;
  lastUsedAt: Date | null;
  /** Of length 1, by the present model; null until it is embedded: it is found by its words alone. */
  vector: Float32Array | null;
}

/** Everything that holds about one owner, read at one moment; `version` as in `OwnerVectors`. */
export interface OwnerMemories {
  version: string;
  memories: readonly Memory[];
}

/** Where memories are on record. No method gives anything of another owner. */
export interface MemorySource {
  load(owner: string, signal: AbortSignal): Promise<OwnerMemories>;
  /** The present version alone, cheaply. */
  version(owner: string): Promise<string>;
}

export interface RecallQuery {
  owner: string;
  /** What the person says now. */
  text: string;
  /** What was said just before, so that "and the other one?" means something; left out where nothing was. */
  before?: string;
  now: Date;
  /** At most so many, and at most so many tokens of text together. */
  limit: number;
  tokens: number;
  signal: AbortSignal;
}

/** Finds what matters to a turn. */
export interface Recall {
  /**
   * The memories of `owner` above the floor, the best first; [] for an owner without any. Rejects only where the source does,
   * or with what `signal` aborted with: without embeddings it goes by words.
   */
  find(query: RecallQuery): Promise<RecalledMemory[]>;
  /** After a committed write on this replica. */
  invalidate(owner: string): void;
  /** Resolves when no copy of the owner's memories is left. */
  forget(owner: string): Promise<void>;
}
