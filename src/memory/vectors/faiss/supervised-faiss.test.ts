import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { FaissProcess } from './faiss-process.js';
import type { Outcome } from './messages.js';
import { FaissAwayError } from './questions.js';
import { superviseFaiss, type FaissLimits, type SupervisedFaiss } from './supervised-faiss.js';

const LIMITS: FaissLimits = {
  rssBytes: 1e9,
  searches: 1e9,
  pending: 2,
  searchMs: 50,
  writeMs: 50,
  silenceMs: 50,
  pauseMs: 30,
};
const SEARCH = { op: 'search', owner: 'ann', version: '1', vector: new Float32Array(2), k: 1 } as const;
const DROP = { op: 'drop', owner: 'ann' } as const;

interface Scripted extends FaissProcess {
  isKilled: boolean;
  waiting: ((outcome: Outcome) => void)[];
}

/** A process that becomes ready or dies at once, and answers when the test says. */
function scripted(starts: boolean): Scripted {
  let end: (how: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => (end = resolve));
  const waiting: Scripted['waiting'] = [];
  const process: Scripted = {
    pid: 1,
    isKilled: false,
    waiting,
    ready: starts ? Promise.resolve() : Promise.reject(new Error('no addon')),
    ended,
    ask: () => new Promise((resolve) => waiting.push(resolve)),
    pending: () => waiting.length,
    rss: () => 1000,
    silentMs: () => 0,
    kill() {
      process.isKilled = true;
      end('killed');
    },
  };
  return process;
}

function supervise(starts: boolean[], limits: Partial<FaissLimits> = {}) {
  const processes: Scripted[] = [];
  const restarts: string[] = [];
  const faiss: SupervisedFaiss = superviseFaiss({
    settings: { dimension: 2, maxBytes: 1000, graphFrom: 1000 },
    limits: { ...LIMITS, ...limits },
    onRestart: (reason) => void restarts.push(reason),
    start: () => {
      const process = scripted(starts[processes.length] ?? true);
      processes.push(process);
      return process;
    },
  });
  return { faiss, processes, restarts };
}

test('a process that cannot start is tried again, not at once, and somebody is told', async () => {
  const { faiss, processes, restarts } = supervise([false, false, true]);
  await expect(faiss.ask(SEARCH)).rejects.toThrow(FaissAwayError);
  await wait(0);
  await expect(faiss.ask(SEARCH)).rejects.toThrow(FaissAwayError);
  expect(processes).toHaveLength(1);
  while (!faiss.isReady()) await wait(5);
  expect(processes).toHaveLength(3);
  expect(restarts).toEqual(['died', 'died']);
});

test('more questions than may wait are not asked', async () => {
  const { faiss } = supervise([true]);
  while (!faiss.isReady()) await wait(0);
  void faiss.ask(SEARCH);
  void faiss.ask(SEARCH);
  await expect(faiss.ask(SEARCH)).rejects.toThrow('too many');
});

test('what is to be forgotten is forgotten by a process that is on its way out too', async () => {
  const { faiss, processes } = supervise([true, true], { searches: 1, writeMs: 60_000, pending: 10 });
  while (!faiss.isReady()) await wait(0);
  const answered = faiss.ask(SEARCH);
  void faiss.ask(SEARCH);
  processes[0]?.waiting.shift()?.({ is: 'missing' });
  expect(await answered).toEqual({ is: 'missing' });
  while (processes[1] === undefined) await wait(0);
  await wait(0);
  expect(processes[0]?.isKilled).toBe(false);
  void faiss.ask(DROP);
  expect(processes.map(({ isKilled }) => isKilled)).toEqual([true, false]);
  await faiss.close();
  expect(processes.map(({ isKilled }) => isKilled)).toEqual([true, true]);
  await expect(faiss.ask(SEARCH)).rejects.toThrow(FaissAwayError);
});
