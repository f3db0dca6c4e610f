import { setTimeout as wait } from 'node:timers/promises';
import { createVectorIndex, type OpenedVectorIndex } from '../../src/memory/vectors/create-vector-index.js';
import type { VectorIndex } from '../../src/memory/vectors/vector-index.js';
import { createVectorTable, type VectorTable } from '../../src/testing/vector-table.js';
import { number, type Table } from '../table.js';
import { fill, openHnswlib } from './hnswlib.js';
import type { Part } from './part.js';
import { createSamples, DIMENSION } from './sample-vectors.js';
import { spreadOf, timeEach } from './timing.js';

const K = 10;
const OWNER = 'the one';
const samples = createSamples(3);

export interface SizesOptions {
  sizes: number[];
  searches: number;
  writes: number;
  /** The compiled addon of hnswlib-node. */
  hnswlib: string | undefined;
  say(line: string): void;
}

/** One owner with few and with many vectors: ours in both forms beside another library. */
export async function benchSizes(options: SizesOptions): Promise<Part> {
  const rows: string[][] = [];
  for (const size of options.sizes) {
    options.say(`${size} vectors`);
    const table = createVectorTable();
    table.write(OWNER, { put: samples.rows(size) });
    const queries = Array.from({ length: options.searches }, samples.vector);
    const scan = createVectorIndex({ ...SETTINGS, source: table, backend: 'scan' }).index;
    const truth = await Promise.all(queries.slice(0, 50).map((query) => idsOf(scan, query)));
    const bench = { ...options, table, queries, truth };
    rows.push(await measure(bench, `plain scan`, scan));
    rows.push(...(await benchFaiss(bench)));
    rows.push(...benchHnswlib(bench));
  }
  const table: Table = {
    title: 'One owner, by number of vectors',
    note: `${DIMENSION} numbers each, k = ${K}. Cold: from rows in memory to the first answer. FAISS answers from its own process: a message there and back is in its times, and none of its work stalls this one.`,
    head: [
      'vectors',
      'what',
      'cold ms',
      'search p50 ms',
      'p95',
      'p99',
      'recall@10',
      'add one ms',
      'remove one ms',
    ],
    rows,
  };
  return { tables: [table], verdicts: [] };
}

const SETTINGS = { dimension: DIMENSION, maxAgeMs: 3_600_000, copyBytes: 1e9, indexBytes: 1e9 };

interface Bench extends SizesOptions {
  table: VectorTable;
  queries: Float32Array[];
  truth: string[][];
}

const idsOf = async (index: VectorIndex, query: Float32Array): Promise<string[]> =>
  (await index.search(OWNER, query, K)).map(({ id }) => id);

async function measure(bench: Bench, name: string, index: VectorIndex): Promise<string[]> {
  const { queries } = bench;
  await index.forget(OWNER);
  const cold = await timeEach(1, () => index.search(OWNER, queries[0] ?? samples.vector(), K));
  const spread = spreadOf(
    await timeEach(queries.length, (call) => index.search(OWNER, queries[call] ?? samples.vector(), K)),
  );
  const recall = await recallOf(bench, (query) => idsOf(index, query));
  return [...row(bench, name, cold[0] ?? NaN, spread), number(recall), ...(await writes(bench, index))];
}

const row = (
  { table }: Bench,
  name: string,
  cold: number,
  { p50, p95, p99 }: ReturnType<typeof spreadOf>,
): string[] => [String(table.rows(OWNER).length), name, ...[cold, p50, p95, p99].map(number)];

async function recallOf(
  { queries, truth }: Bench,
  find: (query: Float32Array) => string[] | Promise<string[]>,
): Promise<number> {
  let [found, wanted] = [0, 0];
  for (const [at, expected] of truth.entries()) {
    const ids = await find(queries[at] ?? samples.vector());
    found += expected.filter((id) => ids.includes(id)).length;
    wanted += expected.length;
  }
  return found / wanted;
}

/** Adds and removes some, so that the rows are in the end what they were. */
async function writes(bench: Bench, index: VectorIndex): Promise<string[]> {
  const { table } = bench;
  const added = samples.rows(bench.writes, 'added ');
  const add = await timeEach(added.length, (call) =>
    index.apply(OWNER, table.write(OWNER, { put: added.slice(call, call + 1) })),
  );
  const remove = await timeEach(added.length, (call) =>
    index.apply(OWNER, table.write(OWNER, { remove: [added[call]?.id ?? ''] })),
  );
  return [number(spreadOf(add).p50), number(spreadOf(remove).p50)];
}

async function benchFaiss(bench: Bench): Promise<string[][]> {
  const opened = createVectorIndex({ ...SETTINGS, source: bench.table, backend: 'faiss' });
  const { index, faiss } = opened;
  while (faiss?.isReady() === false) await wait(10);
  const size = bench.table.rows(OWNER).length;
  const kept = await measure(
    bench,
    size >= 10_000 ? 'FAISS, exact while the graph is built' : 'FAISS',
    index,
  );
  const rows = [kept];
  if (size >= 10_000) {
    const seconds = await untilGraph(opened, bench);
    bench.say(`the graph took ${number(seconds)} s`);
    const spread = spreadOf(
      await timeEach(bench.queries.length, (call) =>
        index.search(OWNER, bench.queries[call] ?? samples.vector(), K),
      ),
    );
    const recall = await recallOf(bench, (query) => idsOf(index, query));
    rows.push([
      ...row(bench, `FAISS, graph (${number(seconds)} s)`, NaN, spread),
      number(recall),
      ...(await writes(bench, index)),
    ]);
  }
  await index.close();
  return rows;
}

/** The seconds from now until the graph answers. */
async function untilGraph({ index, faiss }: OpenedVectorIndex, { table, queries }: Bench): Promise<number> {
  const started = performance.now();
  const vector = queries[0] ?? samples.vector();
  for (;;) {
    await index.search(OWNER, vector, K);
    const version = await table.version(OWNER);
    const outcome = await faiss
      ?.ask({ op: 'search', owner: OWNER, version, vector, k: K })
      .catch(() => undefined);
    if (outcome?.is === 'found' && !outcome.exact) return (performance.now() - started) / 1000;
    await wait(500);
  }
}

function benchHnswlib(bench: Bench): string[][] {
  const rows = bench.table.rows(OWNER);
  const graph = openHnswlib(bench.hnswlib, rows.length + bench.writes);
  if (graph === undefined) return [];
  const started = performance.now();
  fill(graph, rows);
  const cold = performance.now() - started;
  const k = Math.min(K, rows.length);
  const find = (query: Float32Array): string[] =>
    graph.searchKnn(Array.from(query), k).neighbors.map((label) => rows[label]?.id ?? '');
  const times = bench.queries.map((query) => timed(() => find(query)));
  let [found, wanted] = [0, 0];
  for (const [at, expected] of bench.truth.entries()) {
    const ids = find(bench.queries[at] ?? samples.vector());
    found += expected.filter((id) => ids.includes(id)).length;
    wanted += expected.length;
  }
  const added = samples.rows(bench.writes);
  const add = added.map(({ vector }, at) =>
    timed(() => graph.addPoint(Array.from(vector), rows.length + at)),
  );
  const remove = added.map((_, at) => timed(() => graph.markDelete(rows.length + at)));
  const cells = [number(found / wanted), number(spreadOf(add).p50), number(spreadOf(remove).p50)];
  return [[...row(bench, 'hnswlib-node, in this process', cold, spreadOf(times)), ...cells]];
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
