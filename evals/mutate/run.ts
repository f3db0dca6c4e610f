import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { loadCases, type Loaded } from '../cases/load-cases.js';
import { openDatabaseServer } from '../replay/database-server.js';
import { playAll } from '../replay/play-all.js';
import { copyProject, type ProjectCopy } from './copy-project.js';
import { readMutations, type Mutation } from './mutations.js';
import { tryMutation, type Verdict } from './try-mutation.js';

// npm run evals:mutate -- [--only PART,PART] [--database URL] [--processes 2] [--trust]: breaks the service in the ways of mutations.yaml, one at a
// time on a copy of the project, and sees whether the suite notices. Exit code 1 where one survives. --trust: every case passes while
// nothing is broken, as a run of npm run evals has just shown.

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    trust: { type: 'boolean', default: false },
    database: { type: 'string' },
    processes: { type: 'string', default: String(availableParallelism()) },
  },
});
const print = (text: string): boolean => process.stdout.write(`${text}\n`);

const started = performance.now();
const server = await openDatabaseServer(values.database);
try {
  const wanted = values.only.split(',');
  const mutations = readMutations().filter(({ name }) => wanted.some((part) => name.includes(part)));
  const verdicts = await tryAll(mutations, await soundCases());
  report(verdicts);
} finally {
  await server.stop();
}

/** The cases that pass while nothing is broken: any other notices nothing. */
async function soundCases(): Promise<Loaded[]> {
  const cases = loadCases();
  if (values.trust) return cases;
  const options = { databaseUrl: server.url, processes: Number(values.processes), stages: 2, repeat: 1 };
  const results = await playAll(cases, options);
  const wrong = results.filter(({ status }) => status !== 'passed').map(({ id }) => id);
  if (wrong.length > 0) print(`Left out, for they do not pass as it is: ${wrong.join(', ')}`);
  return cases.filter(({ id }) => !wrong.includes(id));
}

async function tryAll(mutations: readonly Mutation[], cases: readonly Loaded[]): Promise<Verdict[]> {
  const queue = [...mutations];
  const verdicts: Verdict[] = [];
  const work = async (): Promise<void> => {
    const copy = await copyProject();
    try {
      for (let mutation = queue.shift(); mutation !== undefined; mutation = queue.shift()) {
        const verdict = await tryTwice(copy, mutation, likelyFirst(cases, mutation));
        verdicts.push(verdict);
        const by = verdict.by === undefined ? '' : ` (${verdict.by})`;
        print(`${verdict.outcome.padEnd(8)} ${mutation.name}${by}`);
      }
    } finally {
      await copy.remove();
    }
  };
  await Promise.all(Array.from({ length: Number(values.processes) }, work));
  return mutations.flatMap((mutation) => verdicts.find((one) => one.mutation === mutation) ?? []);
}

/** Cases that could not be played say nothing: a busy machine is asked once more. */
async function tryTwice(copy: ProjectCopy, mutation: Mutation, cases: readonly Loaded[]): Promise<Verdict> {
  const first = await tryMutation(copy, mutation, { cases, databaseUrl: server.url });
  return first.outcome === 'stopped'
    ? tryMutation(copy, mutation, { cases, databaseUrl: server.url })
    : first;
}

function likelyFirst(cases: readonly Loaded[], { first }: Mutation): Loaded[] {
  return [...cases].sort((a, b) => Number(b.id === first) - Number(a.id === first));
}

function report(verdicts: readonly Verdict[]): void {
  const of = (outcome: Verdict['outcome']): Verdict[] => verdicts.filter((one) => one.outcome === outcome);
  const [survived, stopped] = [of('survived'), of('stopped')];
  const noticed = of('noticed').length;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  print(`\n${noticed} of ${verdicts.length} ways to break the service are noticed; ${seconds} s`);
  for (const { mutation, by } of stopped) print(`NOT SEEN ${mutation.name}: ${by}`);
  for (const { mutation } of survived)
    print(`SURVIVED ${mutation.name}: ${mutation.what} (${mutation.file})`);
  mkdirSync('evals/out', { recursive: true });
  const rows = verdicts.map(({ mutation, outcome, by }) => ({
    name: mutation.name,
    what: mutation.what,
    outcome,
    by,
  }));
  writeFileSync('evals/out/mutations.json', `${JSON.stringify(rows, null, 2)}\n`);
  if (noticed < verdicts.length) process.exitCode = 1;
}
