import { startServiceProcess } from '../../src/testing/service-process.js';
import { createClosers, type Closers } from '../../src/wiring/closers.js';
import { FAILPOINTS, type Failpoint } from '../../src/core/failpoint.js';
import { judge, type Verdict } from './judge.js';
import { openLane, type Lane, type StartService } from './lane.js';
import { toTable } from './report.js';
import { openServers } from './servers.js';
import { APPROVAL, PLAIN, trialsAt, type Flow, type Trial } from './trials.js';

const RUNS_PER_POINT = 5;
const LANES = 2;
const startBuilt: StartService = (env) => startServiceProcess(env, 'build');

/** Kills the service at each of ten points, five times each, and checks that nobody could tell. */
async function main(): Promise<void> {
  const started = performance.now();
  const closers = createClosers();
  const stopped = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => reject(new Error('Stopped.')));
  });
  try {
    const verdicts = await Promise.race([runAll(pointsOf(process.argv.slice(2)), closers), stopped]);
    const failed = verdicts.filter(({ problems }) => problems.length > 0);
    say(`\n${toTable(verdicts)}\n`);
    for (const { trial, problems } of failed) say(`FAILED ${nameOf(trial)}:\n  ${problems.join('\n  ')}`);
    say(
      `${verdicts.length - failed.length} of ${verdicts.length} as if nothing had happened, ${secondsSince(started)} s.`,
    );
    if (failed.length > 0) process.exitCode = 1;
  } finally {
    for (const { name, error } of await closers.closeAll())
      say(`${name} did not close well: ${String(error)}`);
  }
}

async function runAll(points: readonly Failpoint[], closers: Closers): Promise<Verdict[]> {
  const servers = await openServers(process.env, closers);
  say(`PostgreSQL: ${process.env['TEST_DATABASE_URL'] ? 'TEST_DATABASE_URL' : 'embedded, started here'}`);
  if (servers.bus === undefined) {
    say(
      'Redis: NONE. The bus is in the process and dies with it: event_to_bus and bus_to_mark show the outbox only.',
    );
  } else say(`Redis: ${servers.redisUrl}`);
  const queue = points.flatMap((point) => trialsAt(point, RUNS_PER_POINT));
  const verdicts: Verdict[] = [];
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      const lane = await openLane(servers, { mortal: startBuilt, immortal: startBuilt }, closers);
      say(lane.description);
      await runLane(lane, queue, (verdict) => verdicts.push(verdict));
    }),
  );
  return verdicts;
}

/** Those that are named, else all. */
function pointsOf(names: string[]): readonly Failpoint[] {
  const unknown = names.filter((name) => FAILPOINTS.every((point) => point !== name));
  if (unknown.length > 0)
    throw new Error(`No such point: ${unknown.join(', ')}. Points: ${FAILPOINTS.join(', ')}`);
  return names.length === 0 ? FAILPOINTS : FAILPOINTS.filter((point) => names.includes(point));
}

async function runLane(lane: Lane, queue: Trial[], report: (verdict: Verdict) => void): Promise<void> {
  const references = new Map(
    await inTurn([PLAIN, APPROVAL], async (flow: Flow) => [flow, await lane.playUndisturbed(flow)] as const),
  );
  for (let trial = queue.shift(); trial !== undefined; trial = queue.shift()) {
    const reference = references.get(trial.flow);
    if (reference === undefined) throw new Error(`No reference for ${trial.flow.name}`);
    const verdict = judge(await lane.play(trial), reference);
    say(
      `${verdict.problems.length === 0 ? 'ok    ' : 'FAILED'} ${nameOf(trial)} (${Math.round(verdict.resumedMs)} ms)`,
    );
    report(verdict);
  }
}

async function inTurn<T, R>(all: T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const one of all) results.push(await work(one));
  return results;
}

function nameOf({ point, flow, passage, turn }: Trial): string {
  return `${point}, ${flow.name} flow, message ${turn + 1}, passage ${passage}`;
}

function secondsSince(started: number): number {
  return Math.round((performance.now() - started) / 1000);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
