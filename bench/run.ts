import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createClosers, type Closers } from '../src/wiring/closers.js';
import { compile } from './build.js';
import { startChild } from './child-process.js';
import { createHttpClient } from './http.js';
import { describeMachine } from './machine.js';
import { readOptions, type Options } from './options.js';
import { toTerminal, writeReport, type Report } from './report.js';
import { chat } from './scenarios/chat.js';
import { firstEvent } from './scenarios/first-event.js';
import { guards } from './scenarios/guards.js';
import { memory } from './scenarios/memory.js';
import { model } from './scenarios/model.js';
import type { Scenario } from './scenarios/scenario.js';
import { startTime } from './scenarios/start-time.js';
import { cleanRedisAfter, findRealServers } from './stores.js';
import { createTargets, type Bench, type Targets } from './targets.js';

/** Of the sandbox's data: the only randomness there is. */
const SEED = 1;
const SCENARIOS: readonly Scenario[] = [chat, guards, firstEvent, startTime, model, memory];

async function main(): Promise<void> {
  const options = readOptions(
    process.argv.slice(2),
    SCENARIOS.map(({ name }) => name),
  );
  const closers = createClosers();
  const stopped = new Promise<never>((_, reject) =>
    process.once('SIGINT', () => reject(new Error('Stopped.'))),
  );
  const started = performance.now();
  try {
    const report = await Promise.race([run(options, closers), stopped]);
    say(toTerminal(report));
    const isWhole = !options.quick && options.only.length === SCENARIOS.length;
    say(isWhole ? `Written to ${writeReport(report)}` : 'Not written: only a full run goes on record.');
    say(`Took ${Math.round((performance.now() - started) / 1000)} s.`);
  } finally {
    for (const { name, error } of await closers.closeAll())
      say(`${name} did not close well: ${String(error)}`);
  }
}

async function run(options: Options, closers: Closers): Promise<Report> {
  compile();
  const machine = describeMachine(new Date());
  const real = findRealServers(process.env);
  const recordingFile = await record(closers);
  const bench: Bench = { closers, http: createHttpClient(), recordingFile, real, quick: options.quick };
  closers.add('connections', bench.http.close);
  if (real === undefined)
    say('Real stores: SKIPPED. Set BENCH_DATABASE_URL and BENCH_REDIS_URL (or TEST_...).');
  else await cleanRedisAfter(real, closers);
  const targets = createTargets(bench);
  const results: Report['results'] = {};
  for (const scenario of SCENARIOS.filter(({ name }) => options.only.includes(name))) {
    results[scenario.name] = await runScenario(scenario, bench, targets);
  }
  const conditions = [
    real === undefined
      ? 'Real stores: skipped, no server was given.'
      : 'Real stores: PostgreSQL and Redis on this machine.',
    `${options.quick ? 'Quick' : 'Full'} run; sandbox seed ${SEED}; embedded stores are PostgreSQL in a data directory of its own and stand-ins for Redis.`,
    'APPROVALS=none: a write is carried out in the turn that asks for it, as in the bare graph.',
  ];
  return { machine, conditions, results };
}

/** Each scenario's own processes and stores go with it; the shared targets stay for the next. */
async function runScenario(
  scenario: Scenario,
  shared: Bench,
  targets: Targets,
): Promise<Report['results'][string]> {
  const closers = createClosers();
  // Where the bench is stopped in the middle, nobody waits for the scenario any more.
  shared.closers.add(scenario.name, closers.closeAll);
  say(`${scenario.name}: starting`);
  try {
    const bench = { ...shared, closers };
    return await scenario.run({ bench, targets, say: (line) => say(`${scenario.name}: ${line}`) });
  } finally {
    await closers.closeAll();
  }
}

/** What the tools will answer, made by the code as it is now. */
async function record(closers: Closers): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'veze-bench-'));
  closers.add('recording', () => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'recording.json');
  const recorder = await startChild({ name: 'record' });
  await recorder.ask('record', { file, seed: SEED }, z.unknown());
  await recorder.stop();
  return file;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
