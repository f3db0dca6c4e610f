/** A vector of length 1 and of the index's dimension, under an id that is unique among its owner's. */
export interface VectorRow {
  id: string;
  vector: Float32Array;
}

/** Everything of one owner, read at one moment. */
export interface OwnerVectors {
  /**
   * Names the state of the owner's rows. It changes with every write, on whatever replica, and is never the same twice, also
   * not after the owner was erased: a random id or a number of a sequence, written in the transaction that writes the rows.
   */
  version: string;
  rows: readonly VectorRow[];
}

/** Where the vectors are on record; an index only ever holds copies. */
export interface VectorSource {
  load(owner: string, signal: AbortSignal): Promise<OwnerVectors>;
  /** The present version alone, cheaply; one fixed word for an owner without rows. */
  version(owner: string): Promise<string>;
}

/** A write that is committed: what became of the rows from one version to the next. */
export interface VectorChange {
  from: string;
  to: string;
  /** New rows, and old ones with another vector. */
  put?: readonly VectorRow[];
  /** Ids; those that are not there are passed over. */
  remove?: readonly string[];
}

export interface Hit {
  id: string;
  /** The cosine. */
  score: number;
}

/**
 * Finds the nearest of an owner's vectors, and never another owner's. What was written on this replica is found at once, what
 * was written on another within a second, without being told. A row or a query that is no proper vector is near nothing.
 */
export interface VectorIndex {
  /** `scan`: plain code compares with every vector, because FAISS is not installed. */
  readonly kind: 'faiss' | 'scan';
  /** At most `k` hits, the nearest first; rejects only where the source does, or with what `signal` aborted with. */
  search(owner: string, vector: Float32Array, k: number, signal?: AbortSignal): Promise<Hit[]>;
  /** To be called after the commit. Never rejects: what cannot be followed is loaded again when it is next asked for. */
  apply(owner: string, change: VectorChange): Promise<void>;
  /** Another replica wrote: what is held is compared with the source before it is used again. */
  invalidate(owner: string): void;
  /** Resolves when no copy of the owner's vectors is left. */
  forget(owner: string): Promise<void>;
  close(): Promise<void>;
}
