import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { InputError, runCommand } from '../command.js';
import { loadCases, type Loaded } from '../cases/load-cases.js';
import { openDatabaseServer } from '../replay/database-server.js';
import { playAll } from '../replay/play-all.js';
import { copyProject, type ProjectCopy } from './copy-project.js';
import { readMutations, type Mutation } from './mutations.js';
import { tryMutation, type Verdict } from './try-mutation.js';

const USAGE = `npm run evals:mutate -- [--only PART,PART] [--trust] [--database URL] [--processes 2]
Breaks the service in the ways of evals/mutate/mutations.yaml, one at a time on a copy of the project, and sees whether a case notices.
  --only   those whose name holds one of these
  --trust  leaves out the run that shows that every case passes while nothing is broken
Exit code: 0 all are noticed, 1 one is not.`;

const OPTIONS = {
  only: { type: 'string', default: '' },
  trust: { type: 'boolean', default: false },
  database: { type: 'string' },
  processes: { type: 'string', default: String(availableParallelism()) },
  help: { type: 'boolean', default: false },
} as const;

interface Work {
  databaseUrl: string;
  processes: number;
}

const print = (text: string): boolean => process.stdout.write(`${text}\n`);

await runCommand(async () => {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return void print(USAGE);
  const wanted = values.only.split(',');
  const mutations = readMutations().filter(({ name }) => wanted.some((part) => name.includes(part)));
  if (mutations.length === 0) throw new InputError(`No mutation's name holds ${values.only}.`);
  const started = performance.now();
  const server = await openDatabaseServer(values.database);
  try {
    const work = { databaseUrl: server.url, processes: Number(values.processes) };
    const cases = values.trust ? loadCases() : await soundCases(work);
    return report(await tryAll(mutations, cases, work), performance.now() - started);
  } finally {
    await server.stop();
  }
});

/** The cases that pass while nothing is broken: any other notices nothing. */
async function soundCases(work: Work): Promise<Loaded[]> {
  const cases = loadCases();
  const results = await playAll(cases, { ...work, stages: 2, repeat: 1 });
  const wrong = results.filter(({ status }) => status !== 'passed').map(({ id }) => id);
  if (wrong.length > 0) print(`Left out, for they do not pass as it is: ${wrong.join(', ')}`);
  return cases.filter(({ id }) => !wrong.includes(id));
}

async function tryAll(
  mutations: readonly Mutation[],
  cases: readonly Loaded[],
  { databaseUrl, processes }: Work,
): Promise<Verdict[]> {
  const queue = [...mutations];
  const verdicts: Verdict[] = [];
  const work = async (): Promise<void> => {
    const copy = await copyProject();
    try {
      for (let mutation = queue.shift(); mutation !== undefined; mutation = queue.shift()) {
        const verdict = await tryTwice(copy, mutation, { cases: likelyFirst(cases, mutation), databaseUrl });
        verdicts.push(verdict);
        const by = verdict.by === undefined ? '' : ` (${verdict.by})`;
        print(`${verdict.outcome.padEnd(8)} ${mutation.name}${by}`);
      }
    } finally {
      await copy.remove();
    }
  };
  await Promise.all(Array.from({ length: processes }, work));
  return mutations.flatMap((mutation) => verdicts.find((one) => one.mutation === mutation) ?? []);
}

/** Cases that could not be played say nothing: a busy machine is asked once more. */
async function tryTwice(
  copy: ProjectCopy,
  mutation: Mutation,
  given: { cases: readonly Loaded[]; databaseUrl: string },
): Promise<Verdict> {
  const first = await tryMutation(copy, mutation, given);
  return first.outcome === 'stopped' ? tryMutation(copy, mutation, given) : first;
}

function likelyFirst(cases: readonly Loaded[], { first }: Mutation): Loaded[] {
  return [...cases].sort((a, b) => Number(b.id === first) - Number(a.id === first));
}

function report(verdicts: readonly Verdict[], took: number): number {
  const of = (outcome: Verdict['outcome']): Verdict[] => verdicts.filter((one) => one.outcome === outcome);
  const [survived, stopped] = [of('survived'), of('stopped')];
  const noticed = of('noticed').length;
  print(
    `\n${noticed} of ${verdicts.length} ways to break the service are noticed; ${(took / 1000).toFixed(0)} s`,
  );
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
  return noticed < verdicts.length ? 1 : 0;
}
