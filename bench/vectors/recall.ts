import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { findPublishedModel } from '../../src/llm/embeddings/use-lite/read-weights.js';
import { UseLiteEmbeddings } from '../../src/llm/embeddings/use-lite/use-lite-embeddings.js';
import { createRecall } from '../../src/memory/semantic/create-recall.js';
import type { Memory, MemorySource, Recall } from '../../src/memory/semantic/memory.js';
import { createVectorIndex } from '../../src/memory/vectors/create-vector-index.js';
import { createDice } from '../../src/policy/text/fixtures/dice.js';
import { number, type Table } from '../table.js';
import type { Part } from './part.js';
import { createSamples, DIMENSION } from './sample-vectors.js';
import { spreadOf, timeEach } from './timing.js';

const OWNER = 'the one';
const THINGS =
  'team brother hoodie order refund match boss shield friend birthday mother coffee ticket stream guild sword quest skin pass season coach dinner guitar train laptop garden holiday island summer river tournament price'.split(
    ' ',
  );
const dice = createDice(5);
const samples = createSamples(5);
const sentence = (of: number): string =>
  `My ${dice.pick(THINGS)} and the ${dice.pick(THINGS)} of ${of} came with a ${dice.pick(THINGS)}, ${dice.pick(THINGS)} too`;

/** What a turn waits for its memories, by how many its owner has: embedding, words and vectors together. */
export async function benchRecall(options: { sizes: number[]; finds: number }): Promise<Part> {
  const embeddings = new UseLiteEmbeddings({ folder: findPublishedModel() ?? '' });
  await embeddings.embedOne('first');
  const rows: string[][] = [];
  for (const size of options.sizes) rows.push(await measure(size, options.finds, embeddings));
  await embeddings.close();
  const table: Table = {
    title: 'Recall, by number of memories',
    note: 'The question is embedded each time; the source is in memory. Cold: words counted and the index loaded. After a write: one memory more. Stall: the longest of the main loop meanwhile. By words: how many of the warm ones went on without vectors.',
    head: [
      'memories',
      'cold ms',
      'stall',
      'p50 ms',
      'p95',
      'p99',
      'after a write ms',
      'stall',
      'CPU ms',
      'by words',
    ],
    rows,
  };
  return { tables: [table], verdicts: [] };
}

async function measure(size: number, finds: number, embeddings: UseLiteEmbeddings): Promise<string[]> {
  const table = createMemoryTable(size);
  const { index, faiss } = createVectorIndex({ source: table.vectors, dimension: DIMENSION });
  while (faiss?.isReady() === false) await wait(10);
  let byWords = 0;
  const onDegraded = (): void => void (byWords += 1);
  const recall = createRecall({ source: table, index, embeddings, onDegraded });
  const cold = await stalling(() => timeEach(1, () => find(recall)));
  const written = await stalling(() =>
    timeEach(size === 0 ? 0 : 5, () => {
      table.add();
      recall.invalidate(OWNER);
      return find(recall);
    }),
  );
  await timeEach(20, () => find(recall));
  byWords = 0;
  const before = process.cpuUsage();
  const warm = spreadOf(await timeEach(finds, () => find(recall)));
  const cpu = process.cpuUsage(before);
  await index.close();
  const figures = [cold.p50, cold.stall, warm.p50, warm.p95, warm.p99, written.p50, written.stall];
  return [
    String(size),
    ...[...figures, (cpu.user + cpu.system) / 1000 / finds].map(number),
    `${byWords} of ${finds}`,
  ];
}

/** The times of `work`, and the longest that the main loop stood still meanwhile. */
async function stalling(work: () => Promise<number[]>): Promise<{ p50: number; stall: number }> {
  const lag = monitorEventLoopDelay({ resolution: 1 });
  lag.enable();
  const { p50 } = spreadOf(await work());
  lag.disable();
  return { p50, stall: lag.max / 1e6 };
}

let asked = 0;
const find = (recall: Recall): Promise<unknown> =>
  recall.find({
    owner: OWNER,
    text: `what about the ${dice.pick(THINGS)} of ${(asked += 1)}, and my ${dice.pick(THINGS)}?`,
    now: new Date(),
    limit: 6,
    tokens: 500,
    signal: AbortSignal.timeout(60_000),
  });

function createMemoryTable(size: number) {
  const memories: Memory[] = [];
  const add = (): void => {
    const id = String(memories.length);
    const vector = samples.vector();
    const row = {
      id,
      kind: 'fact' as const,
      text: sentence(memories.length),
      answers: null,
      importance: 0.5,
    };
    memories.push({ ...row, saidAt: new Date(), lastUsedAt: null, vector });
  };
  for (let row = 0; row < size; row += 1) add();
  const version = (): Promise<string> => Promise.resolve(String(memories.length));
  const source: MemorySource = {
    version,
    load: async () => ({ version: await version(), memories: [...memories] }),
  };
  const vectors = {
    version,
    load: async () => ({
      version: await version(),
      rows: memories.flatMap(({ id, vector }) => (vector === null ? [] : [{ id, vector }])),
    }),
  };
  return { ...source, vectors, add };
}
