import { createRequire } from 'node:module';
import type { VectorRow } from '../../src/memory/vectors/vector-index.js';
import { DIMENSION } from './sample-vectors.js';

/** What is used of hnswlib-node. */
interface Graph {
  initIndex(maxElements: number, m: number, efConstruction: number): void;
  addPoint(point: number[], label: number): void;
  markDelete(label: number): void;
  searchKnn(query: number[], k: number): { distances: number[]; neighbors: number[] };
  setEf(ef: number): void;
}

/** The other library, in this process; undefined where it was not compiled. */
export function openHnswlib(addon: string | undefined, size: number): Graph | undefined {
  if (addon === undefined) return undefined;
  const { HierarchicalNSW } = createRequire(import.meta.url)(addon) as {
    HierarchicalNSW: new (space: 'ip', dimension: number) => Graph;
  };
  const graph = new HierarchicalNSW('ip', DIMENSION);
  graph.initIndex(size, 16, 100);
  graph.setEf(64);
  return graph;
}

export function fill(graph: Graph, rows: readonly VectorRow[]): void {
  for (const [label, { vector }] of rows.entries()) graph.addPoint(Array.from(vector), label);
}
