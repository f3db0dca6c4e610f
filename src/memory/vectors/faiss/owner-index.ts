import type { Matrix } from '../matrix.js';
import type { Faiss, FaissIndex } from './addon.js';

export interface Found {
  ids: string[];
  scores: number[];
}

/** The vectors of one owner in FAISS. */
export interface OwnerIndex {
  search(query: Float32Array, k: number): Found;
  put(matrix: Matrix): void;
  remove(ids: readonly string[]): void;
  size(): number;
  bytes(): number;
}

const ID_BYTES = 64;

export const rowOf = (matrix: Matrix, row: number): number[] =>
  Array.from(matrix.numbers.subarray(row * matrix.dimension, (row + 1) * matrix.dimension));

/** Exact. A vector's label is its place among the ids. */
export function createFlatIndex(faiss: Faiss, matrix: Matrix): OwnerIndex {
  const ids = [...matrix.ids];
  const index: FaissIndex = faiss.flat(matrix.numbers.subarray(0, ids.length * matrix.dimension));
  const remove = (gone: readonly string[]): void => {
    const labels = gone.map((id) => ids.indexOf(id)).filter((label) => label >= 0);
    if (labels.length === 0) return;
    index.removeIds(labels);
    for (const label of [...new Set(labels)].sort((a, b) => b - a)) ids.splice(label, 1);
  };
  return {
    search(query, k) {
      const { labels, distances } = index.search(Array.from(query), Math.min(k, ids.length));
      return { ids: labels.map((label) => ids[label] ?? ''), scores: distances };
    },
    put(rows) {
      remove(rows.ids);
      for (const [row, id] of rows.ids.entries()) {
        index.add(rowOf(rows, row));
        ids.push(id);
      }
    },
    remove,
    size: () => ids.length,
    bytes: () => ids.length * (matrix.dimension * 4 + ID_BYTES),
  };
}
