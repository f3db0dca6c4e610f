import { createCopies } from './copies.js';
import { createScanIndex } from './scan-index.js';
import type { VectorIndex, VectorSource } from './vector-index.js';
import { createVersions } from './versions.js';

export interface VectorIndexDeps {
  source: VectorSource;
  /** Of the vectors: the embedding model's. */
  dimension: number;
  /** How old the knowledge of what other replicas wrote may be. */
  maxAgeMs?: number;
  /** What copies of vectors may take in this process. */
  copyBytes?: number;
  /** A row that is no proper vector was left out. */
  onInvalid?: (owner: string, id: string) => void;
  onSearched?: (by: 'faiss' | 'scan', seconds: number) => void;
}

/** FAISS where this installation has it, else plain code; `kind` says which. Starts nothing. */
export function createVectorIndex(deps: VectorIndexDeps): VectorIndex {
  const { source, dimension, onInvalid = ignore, onSearched = ignore } = deps;
  const versions = createVersions({
    read: (owner) => source.version(owner),
    maxAgeMs: deps.maxAgeMs ?? 500,
    maxOwners: 20_000,
  });
  const copies = createCopies({
    source,
    versions,
    dimension,
    maxBytes: deps.copyBytes ?? 64 * 1024 * 1024,
    onInvalid,
  });
  return createScanIndex({ copies, versions, dimension, onSearched });
}

function ignore(): void {
  // Nobody wants to know.
}
