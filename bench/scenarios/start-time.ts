import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { BUILD_DIR } from '../build.js';
import { askOf } from '../messages.js';
import { median } from '../stats.js';
import { number, ratio } from '../table.js';
import { LABELS, post, startTarget, type Bench } from '../targets.js';
import { openDatabase, openDataDir } from '../stores.js';
import type { Scenario } from './scenario.js';

const FULL_ROUNDS = 2;
const QUICK_ROUNDS = 1;
const ADDRESS = /VEZE Copilot\s+(http:\S+)/;
const ASK = askOf(['helm'], 0);

type Times = Map<string, number[]>;

/** From the start of a process to its first answer: the service as `npm start` runs it, with the sandbox inside. */
export const startTime: Scenario = {
  name: 'start',
  async run({ bench, say }) {
    const times: Times = new Map();
    for (let round = 0; round < (bench.quick ? QUICK_ROUNDS : FULL_ROUNDS); round += 1) {
      say(`round ${round + 1}`);
      await startBaselines(bench, times);
      const dataDir = await openDataDir(bench.closers);
      await startTwice(bench, times, { name: LABELS.embedded, first: 'empty data directory', env: dataDir });
      if (bench.real === undefined) continue;
      const database = await openDatabase(bench.real, bench.closers);
      await startTwice(bench, times, { name: LABELS.real, first: 'empty database', env: database });
    }
    const of = (name: string): number => median(times.get(name) ?? []);
    const rows = [...times.keys()].map((name) => [
      name,
      number(of(name)),
      ratio(of(name) / of(LABELS.koa)),
      ratio(of(name) / of(LABELS.graph)),
    ]);
    const note = 'From starting the process to its first answer; medians over the rounds.';
    const head = ['what', 'first answer ms', '/ koa', '/ graph'];
    return { tables: [{ title: 'Start', note, head, rows }], verdicts: [], data: Object.fromEntries(times) };
  },
};

async function startBaselines(bench: Bench, times: Times): Promise<void> {
  for (const name of ['koa', 'graph'] as const) {
    const started = performance.now();
    const target = await startTarget(bench, name);
    await target.run({ modes: ['helm'], turns: 1, concurrency: 1, from: 0 });
    note(times, LABELS[target.name], started);
    await target.child.stop();
  }
}

interface Kind {
  name: string;
  first: string;
  env: Record<string, string>;
}

async function startTwice(bench: Bench, times: Times, { name, first, env }: Kind): Promise<void> {
  await startOnce(bench, env, (started) => note(times, `${name}, ${first}`, started));
  await startOnce(bench, env, (started) => note(times, `${name}, second start`, started));
}

async function startOnce(
  bench: Bench,
  env: Record<string, string>,
  onAnswer: (started: number) => void,
): Promise<void> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--enable-source-maps', join(BUILD_DIR, 'src', 'main.js')], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
  };
  bench.closers.add('service', stop);
  await post(bench.http, await readAddress(child), ASK);
  onAnswer(started);
  await stop();
}

function readAddress(child: ChildProcessByStdio<null, Readable, null>): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const address = ADDRESS.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`The service did not start: ${output}`)));
  });
}

function note(times: Times, name: string, started: number): void {
  times.set(name, [...(times.get(name) ?? []), performance.now() - started]);
}
