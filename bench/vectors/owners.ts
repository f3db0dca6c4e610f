import { setTimeout as wait } from 'node:timers/promises';
import { createVectorIndex } from '../../src/memory/vectors/create-vector-index.js';
import { createDice } from '../../src/policy/text/fixtures/dice.js';
import { createVectorTable } from '../../src/testing/vector-table.js';
import { slope } from '../stats.js';
import { megabytes, number, type Table } from '../table.js';
import type { Part } from './part.js';
import { createSamples, DIMENSION } from './sample-vectors.js';
import { spreadOf, timeEach } from './timing.js';

const VECTORS = 50;
const K = 5;
const samples = createSamples(5);
const dice = createDice(9);

/** Many owners with few vectors each: all cold, then at random. */
export async function benchOwners({ owners, searches }: { owners: number; searches: number }): Promise<Part> {
  const table = createVectorTable();
  const names = Array.from({ length: owners }, (_, owner) => `owner ${owner}`);
  for (const name of names) table.write(name, { put: samples.rows(VECTORS) });
  const rows: string[][] = [];
  for (const backend of ['scan', 'faiss'] as const) {
    const settings = { dimension: DIMENSION, maxAgeMs: 3_600_000, copyBytes: 5e8, indexBytes: 5e8 };
    const { index, faiss } = createVectorIndex({ ...settings, source: table, backend });
    while (faiss?.isReady() === false) await wait(10);
    const ask = (name: string): Promise<unknown> => index.search(name, samples.vector(), K);
    const cold = spreadOf(await timeEach(owners, (call) => ask(names[call] ?? '')));
    const warm = spreadOf(await timeEach(searches, () => ask(dice.pick(names))));
    const size = faiss === undefined ? '-' : megabytes(faiss.rss());
    rows.push([
      backend === 'scan' ? 'plain scan' : 'FAISS',
      ...[cold.p50, cold.p95, warm.p50, warm.p95, warm.p99].map(number),
      size,
    ]);
    await index.close();
  }
  const head = ['what', 'cold p50 ms', 'p95', 'search p50 ms', 'p95', 'p99', 'RSS of its process MB'];
  const note = `k = ${K}; every owner once from its rows, then ${searches} searches at random.`;
  return { tables: [{ title: `${owners} owners with ${VECTORS} vectors`, note, head, rows }], verdicts: [] };
}

/** What may stay of a thousand searches: less than their queries, which FAISS leaks. */
const FLAT_BYTES_PER_1000 = 100 * 1024;

/** Searches, writes and removals for a long time: nothing may grow, in either process. */
export async function benchEndurance({
  searches,
  writes,
}: {
  searches: number;
  writes: number;
}): Promise<Part> {
  const table = createVectorTable();
  const names = Array.from({ length: 40 }, (_, owner) => `owner ${owner}`);
  for (const name of names) table.write(name, { put: samples.rows(VECTORS) });
  const restarts: string[] = [];
  const by = { faiss: 0, scan: 0 };
  const { index, faiss } = createVectorIndex({
    source: table,
    dimension: DIMENSION,
    backend: 'faiss',
    onRestart: (reason) => void restarts.push(reason),
    onSearched: (who) => (by[who] += 1),
  });
  while (faiss?.isReady() === false) await wait(10);
  const queries = Array.from({ length: 200 }, samples.vector);
  const step = Math.floor(searches / 40);
  const points: { x: number; own: number; faiss: number }[] = [];
  for (let done = 0; done <= searches; done++) {
    if (done % Math.floor(searches / writes) === 0) {
      const name = dice.pick(names);
      const put = [{ id: `new ${done}`, vector: dice.pick(queries) }];
      const [oldest] = table.rows(name);
      await index.apply(name, table.write(name, { put, remove: [oldest?.id ?? ''] }));
    }
    await index.search(dice.pick(names), dice.pick(queries), K);
    // A scan of what is in memory waits for nothing: in such a loop nothing else would ever be heard.
    if (done % 16 === 0) await new Promise((resolve) => setImmediate(resolve));
    if (done % step === 0) points.push({ x: done / 1000, own: ownSize(), faiss: faiss?.rss() ?? 0 });
  }
  await index.close();
  return describe({
    searches,
    writes,
    restarts,
    byFaiss: by.faiss / (by.faiss + by.scan),
    points: points.slice(Math.floor(points.length / 4)),
  });
}

function ownSize(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss();
}

interface Endured {
  searches: number;
  writes: number;
  restarts: string[];
  /** The share of searches that FAISS answered. */
  byFaiss: number;
  points: { x: number; own: number; faiss: number }[];
}

function describe({ searches, writes, restarts, byFaiss, points }: Endured): Part {
  const row = (name: string, key: 'own' | 'faiss'): { cells: string[]; growth: number } => {
    const sizes = points.map((point) => point[key]);
    const growth = slope(points.map((point) => ({ x: point.x, y: point[key] })));
    return {
      growth,
      cells: [
        name,
        ...[sizes[0] ?? 0, Math.max(...sizes), sizes.at(-1) ?? 0].map(megabytes),
        number(growth / 1024),
      ],
    };
  };
  const [own, faiss] = [row('this process', 'own'), row('FAISS process', 'faiss')];
  const table: Table = {
    title: `${searches} searches, ${writes} writes and removals`,
    note: `RSS after the first quarter. FAISS answered ${number(byFaiss * 100)} %, the scan the others; its process was replaced for: ${restarts.join(', ') || 'nothing'}.`,
    head: ['process', 'RSS MB, then', 'most', 'at the end', 'KB per 1,000 searches'],
    rows: [own.cells, faiss.cells],
  };
  const growth = Math.max(own.growth, faiss.growth);
  // In a short run the process is not replaced once, and what it leaks is all there is to see.
  if (restarts.length === 0) return { tables: [table], verdicts: [] };
  return {
    tables: [table],
    verdicts: [
      {
        target: `RSS flat in both processes over ${searches} searches and ${writes} writes`,
        measured: `${number(own.growth / 1024)} and ${number(faiss.growth / 1024)} KB per 1,000 searches`,
        met: growth < FLAT_BYTES_PER_1000 && byFaiss > 0.95,
      },
    ],
  };
}
