import { Worker } from 'node:worker_threads';
import { findOwnEntry } from '../../src/core/own-entry.js';
import { Cell, type Job } from './table-job.js';
import { wilson } from './wilson.js';

const THREADS = 2;

export interface TableOptions {
  bosses: readonly string[];
  policies: readonly string[];
  seeds: number;
}

/** Plays every fight under every policy with the seeds 1 to `seeds`, on two threads. */
export async function playTable({ bosses, policies, seeds }: TableOptions): Promise<Cell[]> {
  const shares = Array.from({ length: THREADS }, (_, thread) =>
    Array.from({ length: seeds }, (_, index) => index + 1).filter((seed) => seed % THREADS === thread),
  );
  const pairs = bosses.flatMap((boss) => policies.map((policy) => ({ boss, policy })));
  const cells = await Promise.all(
    shares.map((mine) => play(pairs.map((pair) => ({ ...pair, seeds: mine })))),
  );
  return pairs.map(({ boss, policy }) => {
    const parts = cells.flat().filter((cell) => cell.boss === boss && cell.policy === policy);
    const sum = (of: (cell: Cell) => number): number => parts.reduce((total, cell) => total + of(cell), 0);
    return {
      boss,
      policy,
      won: sum(({ won }) => won),
      played: sum(({ played }) => played),
      ms: sum(({ ms }) => ms),
      game_ms: sum(({ game_ms }) => game_ms),
    };
  });
}

function play(jobs: readonly Job[]): Promise<Cell[]> {
  const { file, execArgv } = findOwnEntry(import.meta.url, 'table');
  return new Promise((resolve, reject) => {
    const cells: Cell[] = [];
    const worker = new Worker(file, { execArgv, workerData: jobs });
    worker.on('message', (message) => cells.push(Cell.parse(message)));
    worker.once('error', reject);
    worker.once('exit', (code) =>
      code === 0 ? resolve(cells) : reject(new Error(`A thread of the table ended with ${code}`)),
    );
  });
}

/** The table in Markdown: win rates with 95 % confidence intervals after Wilson. */
export function showTable(cells: readonly Cell[], { bosses, policies, seeds }: TableOptions): string {
  const row = (columns: readonly string[]): string => `| ${columns.join(' | ')} |`;
  const lines = bosses.map((boss) => {
    const mine = policies.flatMap(
      (policy) => cells.find((one) => one.boss === boss && one.policy === policy) ?? [],
    );
    return row([boss, ...mine.map(showCell)]);
  });
  const [ms, game] = [
    cells.reduce((sum, one) => sum + one.ms, 0),
    cells.reduce((sum, one) => sum + one.game_ms, 0),
  ];
  return [
    row(['boss', ...policies]),
    row(['---', ...policies.map(() => '---:')]),
    ...lines,
    '',
    `Win rate in %, 95 % confidence after Wilson in brackets; seeds 1 to ${seeds}. ${(ms / (game / 1_000)).toFixed(1)} ms for a second of the match.`,
  ].join('\n');
}

function showCell({ won, played }: Cell): string {
  const { rate, low, high } = wilson(won, played);
  const percent = (share: number): string => (100 * share).toFixed(1);
  return `${percent(rate)} (${percent(low)}-${percent(high)})`;
}
