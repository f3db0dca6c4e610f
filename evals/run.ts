import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { CaseFileError, loadCases, type Loaded } from './cases/load-cases.js';
import { openDatabaseServer } from './replay/database-server.js';
import { playAll } from './replay/play-all.js';
import type { CaseResult } from './replay/result.js';
import { resultsOf, toStableText } from './reports/results-file.js';
import { showFailure, showSuites } from './reports/terminal.js';
import { describeChanges, describeTurn } from './scorers/describe-turn.js';

const USAGE = `npm run evals -- [--suite support,helm] [--only PART] [--repeat 1] [--bail] [--print]
    [--out evals/out] [--database URL] [--processes 2] [--stages 2]
  --only   cases whose id holds PART, or that are tagged with it
  --print  what each turn did, in the words of a case; nothing is judged by it`;

const { values } = parseArgs({
  options: {
    suite: { type: 'string' },
    only: { type: 'string' },
    repeat: { type: 'string', default: '1' },
    bail: { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
    out: { type: 'string', default: 'evals/out' },
    database: { type: 'string' },
    processes: { type: 'string', default: String(availableParallelism()) },
    stages: { type: 'string', default: '2' },
    help: { type: 'boolean', default: false },
  },
});

const print = (text: string): boolean => process.stdout.write(`${text}\n`);

if (values.help) print(USAGE);
else await main();

async function main(): Promise<void> {
  const cases = readCases();
  if (cases === undefined) return;
  const started = performance.now();
  const server = await openDatabaseServer(values.database);
  try {
    const results = await playAll(cases, {
      databaseUrl: server.url,
      processes: Number(values.processes),
      stages: Number(values.stages),
      repeat: Number(values.repeat),
      onResult: (result) => tell(result, cases),
    });
    if (values.print) results.forEach(printCase);
    report(results, performance.now() - started);
  } finally {
    await server.stop();
  }
}

/** Undefined, and said why, where there is nothing to play. */
function readCases(): Loaded[] | undefined {
  try {
    const cases = loadCases({ suites: values.suite?.split(','), only: values.only });
    if (cases.length > 0) return cases;
    print('No case is called or tagged like that.');
  } catch (error) {
    if (!(error instanceof CaseFileError)) throw error;
    print(error.message);
  }
  process.exitCode = 2;
  return undefined;
}

function tell(result: CaseResult, _cases: readonly Loaded[]): boolean {
  if (result.status !== 'passed') print(showFailure(result));
  return values.bail && result.status !== 'passed';
}

function report(results: readonly CaseResult[], took: number): void {
  const file = resultsOf(results);
  mkdirSync(values.out, { recursive: true });
  writeFileSync(join(values.out, 'results.json'), toStableText(file));
  const { cases, turns, passed, failed, errors } = file.totals;
  print(showSuites(results));
  print(
    `${passed} of ${cases} cases passed (${turns} turns), ${failed} failed, ${errors} could not be played; ${(took / 1000).toFixed(1)} s`,
  );
  if (passed < cases) process.exitCode = 1;
}

/** A start for whoever writes the case. What it did is not what it should do: that is for a person to say. */
function printCase({ id, trace, match }: CaseResult): void {
  if (match !== undefined) print(`# ${id}: what it did\n${stringify({ expect: match })}`);
  if (trace === undefined) return;
  const turns = trace.turns.map((turn) => ({
    input: turn.input,
    text: turn.reply?.text ?? null,
    expect: describeTurn(turn),
  }));
  const changes = describeChanges(trace.changes);
  print(`# ${id}: what it did\n${stringify({ turns, end: { services: changes } }, { lineWidth: 110 })}`);
}
