import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { loadCases, type Loaded } from './cases/load-cases.js';
import { readOptions, USAGE, type Options } from './options.js';
import { inFile, InputError, runCommand } from './command.js';
import { openJudge, type Judge } from './judge/ask-judge.js';
import { judgeCases } from './judge/judge-cases.js';
import { openDatabaseServer } from './replay/database-server.js';
import { playAll } from './replay/play-all.js';
import { isWrong, type CaseResult } from './replay/result.js';
import { compareRuns, readBaseline, type Baseline } from './reports/compare-runs.js';
import { coverageOf, universe } from './reports/coverage.js';
import { exitCodeOf, missedGates, readGates, type Run } from './reports/gates.js';
import { createProgress } from './reports/progress.js';
import { resultsOf } from './reports/results-file.js';
import { showRun } from './reports/terminal.js';
import { timingsOf } from './reports/timings-file.js';
import { readVisualizer } from './reports/visualizer.js';
import { writeReports } from './reports/write-reports.js';
import { describeChanges, describeTurn } from './scorers/describe-turn.js';
import { serviceOfTool } from './replay/service-of-tool.js';

// npm run evals: what is asked for is in options.ts.

/** For all that is asked of a judge in one run. */
const JUDGING_MS = 15 * 60_000;

const write = (text: string): void => void process.stdout.write(text);

await runCommand(() => {
  const options = readOptions(process.argv.slice(2));
  return options === undefined ? write(`${USAGE}\n`) : main(options);
});

async function main(asked: Options): Promise<number> {
  const cases = readCases(asked);
  // What is wrong with these is said before anything is played.
  const gates = inFile(asked.gates, () => readGates(asked.gates));
  const { baseline: file } = asked;
  const baseline = file === undefined ? undefined : inFile(file, () => readBaseline(file));
  const judge = asked.judge ? judgeOf(process.env) : undefined;
  const started = performance.now();
  const played = await play(cases, asked);
  const results = await judgeCases(cases, played, {
    judge,
    signal: AbortSignal.timeout(JUDGING_MS),
    onError: (id, error) =>
      write(`${id}: the judge said nothing: ${error instanceof Error ? error.message : error}\n`),
  });
  if (asked.print) results.forEach(printCase);
  const run = runOf(results, { took: performance.now() - started, asked, baseline });
  const missed = missedGates(gates, run);
  writeReports(asked.out, results, { run, missed, visualizer: await readVisualizer() });
  write(`${showRun(results, run, missed)}\nMore in ${asked.out}/report.html\n`);
  return exitCodeOf(missed);
}

/** Throws where there is nothing to play. */
function readCases({ suites, only, cases: folder }: Options): Loaded[] {
  const cases = loadCases({ suites, only }, folder);
  if (cases.length > 0) return cases;
  throw new InputError('No case is called or tagged like that.');
}

function judgeOf(env: NodeJS.ProcessEnv): Judge {
  const judge = openJudge(env);
  if (judge !== undefined) return judge;
  throw new InputError(
    '--judge needs a model: set OPENAI_API_KEY, or OPENAI_BASE_URL to a server that asks for none.',
  );
}

async function play(cases: readonly Loaded[], asked: Options): Promise<CaseResult[]> {
  const server = await openDatabaseServer(asked.database);
  const isTerminal = process.stdout.isTTY === true;
  const progress = createProgress(cases.length * asked.repeat, { write, isTerminal });
  try {
    return await playAll(cases, {
      databaseUrl: server.url,
      ...(asked.cases === undefined ? {} : { folder: resolve(asked.cases) }),
      processes: asked.processes,
      stages: asked.stages,
      repeat: asked.repeat,
      onResult(result) {
        progress.tell(result);
        return asked.bail && isWrong(result);
      },
    });
  } finally {
    progress.end();
    await server.stop();
  }
}

interface Played {
  took: number;
  asked: Options;
  baseline: Baseline | undefined;
}

function runOf(results: readonly CaseResult[], { took, asked, baseline }: Played): Run {
  const timings = timingsOf(results, took);
  const file = resultsOf(results);
  // What a part of the cases does not reach says nothing.
  const isWhole =
    asked.suites === undefined && asked.only === undefined && asked.cases === undefined && !asked.bail;
  const reached = new Set(results.flatMap((result) => result.reached));
  return {
    results: file,
    timings,
    coverage: isWhole ? coverageOf(reached, universe(serviceOfTool)) : undefined,
    comparison: baseline === undefined ? undefined : compareRuns(baseline, file, timings),
  };
}

/** A start for whoever writes the case. What it did is not what it should do: that is for a person to say. */
function printCase({ id, trace, match }: CaseResult): void {
  if (match !== undefined) write(`# ${id}: what it did\n${stringify({ expect: match })}\n`);
  if (trace === undefined) return;
  const turns = trace.turns.map((turn) => ({
    input: turn.input,
    text: turn.reply?.text ?? null,
    expect: describeTurn(turn),
  }));
  const end = { services: describeChanges(trace.changes) };
  write(`# ${id}: what it did\n${stringify({ turns, end }, { lineWidth: 110 })}\n`);
}
