import { Counter, Histogram, type Registry } from 'prom-client';
import { registerGauge } from './gauge.js';

/** Read at each scrape. */
export interface VectorGaugeSources {
  /** Texts that wait for their vectors. */
  embeddingQueue?: () => number;
  /** Requests that the index process has not answered yet. */
  vectorQueue?: () => number;
  /** Memories without a vector of the present model. */
  memoriesWaiting?: () => number;
}

export interface VectorMetrics {
  /** Texts whose vectors were found in the cache, and those that had to be computed. */
  textsEmbedded(found: number, computed: number): void;
  /** `scan`: by plain code, because FAISS is away or not installed. */
  vectorsSearched(by: 'faiss' | 'scan', seconds: number): void;
  vectorPartRestarted(part: 'embeddings' | 'faiss', reason: RestartReason): void;
  observeVectors(sources: VectorGaugeSources): void;
}

/** `memory` and `searches`: FAISS leaks, and is replaced before that matters. */
export type RestartReason = 'died' | 'silent' | 'memory' | 'searches';

/** A search of a small index takes 50 us, one in plain code over 10,000 vectors 10 ms. */
const SEARCH_BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

export function createVectorMetrics(registry: Registry): VectorMetrics {
  const registers = [registry];
  const texts = new Counter({
    name: 'copilot_texts_embedded',
    help: 'Texts turned into vectors',
    labelNames: ['from'],
    registers,
  });
  const searches = new Histogram({
    name: 'copilot_vector_search_seconds',
    help: 'Searches for the nearest vectors',
    labelNames: ['by'],
    buckets: SEARCH_BUCKETS,
    registers,
  });
  const restarts = new Counter({
    name: 'copilot_vector_restarts',
    help: 'Replacements of the embeddings thread and the FAISS process',
    labelNames: ['part', 'reason'],
    registers,
  });
  return {
    textsEmbedded(found, computed) {
      texts.inc({ from: 'cache' }, found);
      texts.inc({ from: 'model' }, computed);
    },
    vectorsSearched: (by, seconds) => searches.observe({ by }, seconds),
    vectorPartRestarted: (part, reason) => restarts.inc({ part, reason }),
    observeVectors: createObserver(registry),
  };
}

function createObserver(registry: Registry): VectorMetrics['observeVectors'] {
  let sources: VectorGaugeSources = {};
  const gauge = (name: string, help: string, read: () => number | undefined): void =>
    registerGauge(registry, { name, help, read });
  gauge('copilot_embedding_queue', 'Texts that wait for their vectors', () => sources.embeddingQueue?.());
  gauge('copilot_vector_queue', 'Requests the FAISS process has not answered', () => sources.vectorQueue?.());
  gauge('copilot_memories_waiting', 'Memories without a vector of the present model', () =>
    sources.memoriesWaiting?.(),
  );
  return (given) => {
    sources = { ...sources, ...given };
  };
}
