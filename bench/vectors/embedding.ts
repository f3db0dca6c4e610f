import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { HashEmbeddings } from '../../src/llm/embeddings/hash-embeddings.js';
import type { TextEmbeddings } from '../../src/llm/embeddings/text-embeddings.js';
import { findPublishedModel } from '../../src/llm/embeddings/use-lite/read-weights.js';
import { UseLiteEmbeddings } from '../../src/llm/embeddings/use-lite/use-lite-embeddings.js';
import { quantile } from '../stats.js';
import { megabytes, number, type Table } from '../table.js';
import type { Part } from './part.js';
import { spreadOf, timeEach } from './timing.js';

const WINDOW_MS = 1_000;

const SENTENCES = [
  'Where is my order number %? It should have been here last week.',
  'I would like to return the nebula skin I bought, order %.',
  'What is the best strategy against boss %?',
  'Please send an email to the team about match % tonight.',
];
const sentence = (of: number): string => (SENTENCES[of % SENTENCES.length] ?? '').replace('%', String(of));

/** How fast a text becomes a vector, and what the main thread notices of it. */
export async function benchEmbeddings(quick: boolean): Promise<Part> {
  const offline = new UseLiteEmbeddings({ folder: findPublishedModel() ?? '' });
  const started = performance.now();
  await offline.embedOne('first');
  const first = performance.now() - started;
  const rows = [
    await measure('use-lite, in its thread', offline, quick),
    await measure('hash of words, no thread', new HashEmbeddings(), quick),
  ];
  const { idle, beside, loaded } = await stallsInTurn(offline, quick ? 2 : 20);
  const rss = process.memoryUsage.rss();
  await offline.close();
  const speed: Table = {
    title: 'Embedding',
    note: `Sentences of some 12 words. The first text took ${number(first)} ms (thread, weights); the process has ${megabytes(rss)} MB then.`,
    head: [
      'what',
      'one: p50 ms',
      'p95',
      'p99',
      'CPU ms',
      '32 at once: ms each',
      '256 at once: ms each',
      'CPU ms each',
    ],
    rows,
  };
  const stalls: Table = {
    title: 'Stalls of the main event loop',
    note: 'Over a timer of 1 ms, in windows of a second, in turn: the machine stops an idle process too, and more so where any process keeps a core busy. Under load: three calls of 64 texts at any time, and single ones between them.',
    head: [
      'when',
      'windows',
      'longest of the median window ms',
      'of nine windows in ten',
      'of all',
      'median p99 ms',
    ],
    rows: [
      toStallRow('idle', idle),
      toStallRow('idle, another process keeps a core busy', beside),
      toStallRow('embedding under load', loaded),
    ],
  };
  return {
    tables: [speed, stalls],
    verdicts: [
      {
        target: 'main event loop stalls less than 10 ms in the median second of embedding under load',
        measured: `${number(midOf(loaded, 'max'))} ms (idle: ${number(midOf(idle, 'max'))} ms; beside a busy process: ${number(midOf(beside, 'max'))} ms)`,
        met: midOf(loaded, 'max') < 10,
      },
    ],
  };
}

async function measure(name: string, embeddings: TextEmbeddings, quick: boolean): Promise<string[]> {
  const times = quick ? 50 : 500;
  const before = process.cpuUsage();
  const { p50, p95, p99 } = spreadOf(await timeEach(times, (call) => embeddings.embedOne(sentence(call))));
  const single = cpuSince(before) / times;
  const batch = async (size: number): Promise<number> => {
    const texts = Array.from({ length: size }, (_, of) => sentence(of + 10_000));
    return spreadOf(await timeEach(quick ? 2 : 5, () => embeddings.embed(texts))).p50 / size;
  };
  const small = await batch(32);
  const middle = process.cpuUsage();
  const large = await batch(256);
  const each = cpuSince(middle) / (256 * (quick ? 2 : 5));
  return [name, ...[p50, p95, p99, single, small, large, each].map(number)];
}

const cpuSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

interface Stalls {
  max: number;
  p99: number;
}

const midOf = (windows: readonly Stalls[], name: keyof Stalls, part = 0.5): number =>
  quantile(
    windows.map((one) => one[name]),
    part,
  );

function toStallRow(when: string, windows: readonly Stalls[]): string[] {
  const longest = Math.max(...windows.map(({ max }) => max));
  const stalls = [midOf(windows, 'max'), midOf(windows, 'max', 0.9), longest, midOf(windows, 'p99')];
  return [when, String(windows.length), ...stalls.map(number)];
}

interface StallsInTurn {
  idle: Stalls[];
  beside: Stalls[];
  loaded: Stalls[];
}

async function stallsInTurn(embeddings: TextEmbeddings, windows: number): Promise<StallsInTurn> {
  const stalls: StallsInTurn = { idle: [], beside: [], loaded: [] };
  for (let window = 0; window < windows; window++) {
    stalls.idle.push(await stallDuring(() => wait(WINDOW_MS)));
    stalls.beside.push(await besideBusyProcess(() => stallDuring(() => wait(WINDOW_MS))));
    stalls.loaded.push(await stallDuring(() => underLoad(embeddings, window)));
  }
  return stalls;
}

/** What the scheduler alone does to a process with two cores, one of which is taken. */
async function besideBusyProcess<T>(work: () => Promise<T>): Promise<T> {
  const busy = spawn(process.execPath, ['-e', 'process.stdout.write("up"); for (;;);']);
  try {
    await once(busy.stdout, 'data');
    return await work();
  } finally {
    busy.kill('SIGKILL');
    await once(busy, 'exit');
  }
}

async function stallDuring(work: () => Promise<unknown>): Promise<Stalls> {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  await work();
  histogram.disable();
  // It measures from timer to timer, so an idle loop shows the timer's millisecond too.
  return { max: histogram.max / 1e6 - 1, p99: histogram.percentile(99) / 1e6 - 1 };
}

async function underLoad(embeddings: TextEmbeddings, window: number): Promise<void> {
  const end = performance.now() + WINDOW_MS;
  // No text twice: what is known is not computed again.
  let texts = window * 100_000;
  const next = (): string => sentence((texts += 1));
  const bulk = async (): Promise<void> => {
    while (performance.now() < end) await embeddings.embed(Array.from({ length: 64 }, next));
  };
  const single = async (): Promise<void> => {
    while (performance.now() < end) await embeddings.embedOne(next());
  };
  await Promise.all([bulk(), bulk(), bulk(), single()]);
}
