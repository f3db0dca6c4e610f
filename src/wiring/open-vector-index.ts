import type { Logger } from '../core/logger.js';
import type { Metrics } from '../core/metrics.js';
import { createVectorIndex } from '../memory/vectors/create-vector-index.js';
import type { VectorIndex, VectorSource } from '../memory/vectors/vector-index.js';
import type { Closers } from './closers.js';

/** The index over the vectors of `source`, counted and closed with everything else. Its process starts with the first search. */
export function openVectorIndex(
  { source, dimension }: { source: VectorSource; dimension: number },
  { logger, metrics, closers }: { logger: Logger; metrics: Metrics; closers: Closers },
): VectorIndex {
  const { index, faiss } = createVectorIndex({
    source,
    dimension,
    onSearched: metrics.vectorsSearched,
    onInvalid: (_owner, id) =>
      logger.warn({ memory: id }, 'a memory without a proper vector is not searched'),
    onRestart: (reason) => {
      metrics.vectorPartRestarted('faiss', reason);
      logger[reason === 'died' || reason === 'silent' ? 'warn' : 'info'](
        { reason },
        'the FAISS process is replaced',
      );
    },
  });
  if (faiss !== undefined) metrics.observeVectors({ vectorQueue: faiss.pending });
  closers.add('vector index', index.close);
  return index;
}
