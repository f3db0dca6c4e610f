import type { Copies } from './copies.js';
import { isUnitVector } from './matrix.js';
import { scan } from './scan.js';
import type { VectorIndex } from './vector-index.js';
import type { Versions } from './versions.js';

export interface ScanIndexDeps {
  copies: Copies;
  versions: Versions;
  dimension: number;
  onSearched(by: 'scan', seconds: number): void;
}

/** Compares with every vector of the owner, in this process: exact and in need of nothing, but slow where there are many. */
export function createScanIndex({ copies, versions, dimension, onSearched }: ScanIndexDeps): VectorIndex {
  return {
    kind: 'scan',
    async search(owner, vector, k, signal) {
      if (!isUnitVector(vector, dimension) || !(k >= 1)) return [];
      const started = performance.now();
      const copy = await copies.fresh(owner, signal);
      copy.readers += 1;
      try {
        return await scan(copy, vector, Math.floor(k), signal);
      } finally {
        copy.readers -= 1;
        onSearched('scan', (performance.now() - started) / 1000);
      }
    },
    apply(owner, change) {
      copies.apply(owner, change);
      return Promise.resolve();
    },
    invalidate: versions.expire,
    forget(owner) {
      copies.drop(owner);
      versions.expire(owner);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}
