import type { RestartReason } from '../../core/vector-metrics.js';
import { detectVectorBackend } from '../vector-backend.js';
import { createCopies } from './copies.js';
import { createFaissIndex } from './faiss/faiss-index.js';
import { startFaissProcess } from './faiss/faiss-process.js';
import { superviseFaiss, type FaissLimits, type SupervisedFaiss } from './faiss/supervised-faiss.js';
import { createScanIndex } from './scan-index.js';
import type { VectorIndex, VectorSource } from './vector-index.js';
import { createVersions } from './versions.js';

export interface VectorIndexDeps {
  source: VectorSource;
  /** Of the vectors: the embedding model's. */
  dimension: number;
  /** Left out: FAISS where this installation has it. */
  backend?: 'faiss' | 'scan';
  /** How old the knowledge of what other replicas wrote may be. */
  maxAgeMs?: number;
  /** What copies of vectors may take in this process. */
  copyBytes?: number;
  /** What the indexes may take in the FAISS process. */
  indexBytes?: number;
  /** From so many vectors of an owner on, a graph answers once it is built. */
  graphFrom?: number;
  limits?: Partial<FaissLimits>;
  /** For tests: one process instead of one for each index. */
  startProcess?: typeof startFaissProcess;
  /** A row that is no proper vector was left out. */
  onInvalid?: (owner: string, id: string) => void;
  onSearched?: (by: 'faiss' | 'scan', seconds: number) => void;
  onRestart?: (reason: RestartReason) => void;
}

export interface OpenedVectorIndex {
  index: VectorIndex;
  /** Undefined where the scan answers alone. */
  faiss: SupervisedFaiss | undefined;
}

const MIB = 1024 * 1024;

/** FAISS where this installation has it, else plain code; `kind` says which. Starts nothing. */
export function createVectorIndex(deps: VectorIndexDeps): OpenedVectorIndex {
  const { source, dimension, onInvalid = ignore, onSearched = ignore, onRestart = ignore } = deps;
  const versions = createVersions({
    read: (owner) => source.version(owner),
    maxAgeMs: deps.maxAgeMs ?? 500,
    maxOwners: 20_000,
  });
  const copies = createCopies({
    source,
    versions,
    dimension,
    maxBytes: deps.copyBytes ?? 64 * MIB,
    onInvalid,
  });
  const scan = createScanIndex({ copies, versions, dimension, onSearched });
  const backend = deps.backend ?? (detectVectorBackend() === 'faiss' ? 'faiss' : 'scan');
  if (backend === 'scan') return { index: scan, faiss: undefined };
  const maxBytes = deps.indexBytes ?? 256 * MIB;
  const settings = { dimension, maxBytes, graphFrom: deps.graphFrom ?? 10_000 };
  const limits = { ...defaultLimits(settings), ...deps.limits };
  const faiss = superviseFaiss({
    settings,
    limits,
    onRestart,
    start: deps.startProcess ?? startFaissProcess,
  });
  return {
    index: createFaissIndex({ faiss, scan, copies, versions, dimension, onInvalid, onSearched }),
    faiss,
  };
}

/** What searches may leak, and what the process may come to: Node itself, a graph beside what it is built from, and the leak. */
function defaultLimits({ dimension, maxBytes }: { dimension: number; maxBytes: number }): FaissLimits {
  const leakBytes = 32 * MIB;
  return {
    rssBytes: 160 * MIB + 3 * maxBytes + leakBytes,
    searches: Math.floor(leakBytes / (dimension * 4)),
    pending: 1000,
    searchMs: 2000,
    writeMs: 5000,
    silenceMs: 5000,
    pauseMs: 5000,
  };
}

function ignore(): void {
  // Nobody wants to know.
}
