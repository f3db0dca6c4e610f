import type { Matrix } from '../matrix.js';
import type { Faiss } from './addon.js';
import { createGraphIndex, fillGraph, type GraphIndex } from './graph-index.js';
import { createFlatIndex, type Found, type OwnerIndex } from './owner-index.js';

/** An owner's vectors as of a version. */
export interface HeldOwner {
  readonly version: string;
  search(query: Float32Array, k: number): Found;
  isExact(): boolean;
  /** Gives false where it had better be loaded anew. */
  apply(to: string, rows: Matrix, remove: readonly string[]): boolean;
  bytes(): number;
  /** Ends what is being built. */
  release(): void;
}

/** Answers exactly; where there are `graphFrom` vectors or more, builds a graph meanwhile, which then answers instead. */
export function holdOwner(
  faiss: Faiss,
  matrix: Matrix,
  { version, graphFrom }: { version: string; graphFrom: number },
): HeldOwner {
  let current = version;
  let index: OwnerIndex = createFlatIndex(faiss, matrix);
  let isReleased = false;
  let building: { graph: GraphIndex; touched: Set<string> } | undefined;
  let built: GraphIndex | undefined;

  // It is given the rows, so that they are let go when the graph stands: FAISS has a copy of its own.
  const build = async (rows: Matrix): Promise<void> => {
    building = { graph: createGraphIndex(faiss, rows.dimension), touched: new Set() };
    const { graph, touched } = building;
    await fillGraph(graph, { matrix: rows, touched, isWanted: () => !isReleased });
    building = undefined;
    if (!isReleased) index = built = graph;
  };
  if (matrix.ids.length >= graphFrom) void build(matrix);
  return {
    get version() {
      return current;
    },
    search: (query, k) => index.search(query, k),
    isExact: () => built === undefined,
    apply(to, rows, remove) {
      current = to;
      for (const id of [...rows.ids, ...remove]) building?.touched.add(id);
      for (const one of building === undefined ? [index] : [index, building.graph]) {
        one.remove(remove);
        one.put(rows);
      }
      // A graph with many gaps, or enough vectors for one.
      return !(built?.isWorn() ?? (building === undefined && index.size() >= 2 * graphFrom));
    },
    bytes: () => index.bytes() + (building === undefined ? 0 : 2 * building.graph.bytes()),
    release() {
      isReleased = true;
    },
  };
}
