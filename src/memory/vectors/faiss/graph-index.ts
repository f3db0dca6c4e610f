import { partOf, removeRows, type Matrix } from '../matrix.js';
import type { Faiss, FaissIndex } from './addon.js';
import { rowOf, type Found, type OwnerIndex } from './owner-index.js';

export interface GraphIndex extends OwnerIndex {
  /** So much of it is gone that it is better built anew. */
  isWorn(): boolean;
}

/** A graph node's links, its id, and its place in two lists. */
const NODE_BYTES = 400;
const WORN = 0.2;

/** Approximate and fast, for owners with many vectors. FAISS removes nothing from a graph: what is gone is passed over. */
export function createGraphIndex(faiss: Faiss, dimension: number): GraphIndex {
  const index = faiss.graph();
  const ids: (string | undefined)[] = [];
  const labels = new Map<string, number>();

  const remove = (gone: readonly string[]): void => {
    for (const id of gone) {
      const label = labels.get(id);
      if (label === undefined) continue;
      ids[label] = undefined;
      labels.delete(id);
    }
  };
  return {
    search(query, k) {
      const wanted = Math.min(k, labels.size);
      const numbers = Array.from(query);
      for (let asked = wanted + Math.ceil(wanted * WORN) + 8; ; asked *= 2) {
        const found = livingOf(index.search(numbers, Math.min(asked, ids.length)), ids, wanted);
        if (found.ids.length >= wanted || asked >= ids.length) return found;
      }
    },
    put(rows) {
      remove(rows.ids);
      for (const [row, id] of rows.ids.entries()) {
        index.add(rowOf(rows, row));
        labels.set(id, ids.push(id) - 1);
      }
    },
    remove,
    size: () => labels.size,
    bytes: () => ids.length * (dimension * 4 + NODE_BYTES),
    isWorn: () => ids.length - labels.size > ids.length * WORN,
  };
}

/** The first `k` of what was found that are still there. */
function livingOf(
  { labels, distances }: ReturnType<FaissIndex['search']>,
  ids: readonly (string | undefined)[],
  k: number,
): Found {
  const hits = labels.flatMap((label, place) => {
    const id = ids[label];
    return id === undefined ? [] : [{ id, score: distances[place] ?? 0 }];
  });
  const first = hits.slice(0, k);
  return { ids: first.map(({ id }) => id), scores: first.map(({ score }) => score) };
}

/** Rows added in one go: some 7 ms in which nobody else is answered. */
const ROWS_AT_ONCE = 4;

export interface Filling {
  matrix: Matrix;
  /** Ids that were written or removed since: they are passed over. */
  touched: ReadonlySet<string>;
  /** False: nobody wants the graph any more. */
  isWanted(): boolean;
}

/** Adds the rows of a matrix, a few at a time. */
export async function fillGraph(graph: GraphIndex, { matrix, touched, isWanted }: Filling): Promise<void> {
  for (let row = 0; row < matrix.ids.length && isWanted(); row += ROWS_AT_ONCE) {
    graph.put(without(touched, partOf(matrix, row, ROWS_AT_ONCE)));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function without(touched: ReadonlySet<string>, rows: Matrix): Matrix {
  if (!rows.ids.some((id) => touched.has(id))) return rows;
  const left: Matrix = { ...rows, ids: [...rows.ids], numbers: rows.numbers.slice() };
  removeRows(left, [...touched]);
  return left;
}
