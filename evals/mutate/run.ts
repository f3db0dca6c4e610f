import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { loadCases, type Loaded } from '../cases/load-cases.js';
import { openDatabaseServer } from '../replay/database-server.js';
import { playAll } from '../replay/play-all.js';
import { copyProject } from './copy-project.js';
import { readMutations, type Mutation } from './mutations.js';
import { tryMutation, type Verdict } from './try-mutation.js';

// npm run evals:mutate -- [--only PART] [--database URL] [--processes 2]: breaks the service in the ways of mutations.yaml, one at a
// time on a copy of the project, and sees whether the suite notices. Exit code 1 where one survives.

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    database: { type: 'string' },
    processes: { type: 'string', default: String(availableParallelism()) },
  },
});
const print = (text: string): boolean => process.stdout.write(`${text}\n`);

const started = performance.now();
const server = await openDatabaseServer(values.database);
try {
  const mutations = readMutations().filter(({ name }) => name.includes(values.only));
  const verdicts = await tryAll(mutations, await soundCases());
  report(verdicts);
} finally {
  await server.stop();
}

/** The cases that pass while nothing is broken: any other notices nothing. */
async function soundCases(): Promise<Loaded[]> {
  const cases = loadCases();
  const options = { databaseUrl: server.url, processes: Number(values.processes), stages: 2, repeat: 1 };
  const results = await playAll(cases, options);
  const wrong = results.filter(({ status }) => status !== 'passed').map(({ id }) => id);
  if (wrong.length > 0) print(`Left out, for they do not pass as it is: ${wrong.join(', ')}`);
  return cases.filter(({ id }) => !wrong.includes(id));
}

async function tryAll(mutations: readonly Mutation[], cases: readonly Loaded[]): Promise<Verdict[]> {
  const queue = [...mutations];
  const verdicts: Verdict[] = [];
  const notices = new Map<string, number>();
  const work = async (): Promise<void> => {
    const copy = await copyProject();
    try {
      for (let mutation = queue.shift(); mutation !== undefined; mutation = queue.shift()) {
        const verdict = await tryMutation(copy, mutation, {
          cases: mostTelling(cases, notices, mutation),
          databaseUrl: server.url,
        });
        const id = verdict.by?.split(':')[0] ?? '';
        notices.set(id, (notices.get(id) ?? 0) + 1);
        verdicts.push(verdict);
        print(
          `${verdict.outcome.padEnd(8)} ${mutation.name}${verdict.by === undefined ? '' : ` (${verdict.by})`}`,
        );
      }
    } finally {
      await copy.remove();
    }
  };
  await Promise.all(Array.from({ length: Number(values.processes) }, work));
  return mutations.flatMap((mutation) => verdicts.find((one) => one.mutation === mutation) ?? []);
}

/** Which case notices is open; that somebody does is known sooner where those begin who noticed others. */
function mostTelling(
  cases: readonly Loaded[],
  notices: ReadonlyMap<string, number>,
  { file }: Mutation,
): Loaded[] {
  const isGame = file.startsWith('src/game/');
  const rank = ({ id, kind }: Loaded): number =>
    (notices.get(id) ?? 0) + ((kind === 'match') === isGame ? 0.5 : 0);
  return [...cases].sort((a, b) => rank(b) - rank(a));
}

function report(verdicts: readonly Verdict[]): void {
  const survived = verdicts.filter(({ outcome }) => outcome === 'survived');
  const noticed = verdicts.length - survived.length;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  print(`\n${noticed} of ${verdicts.length} ways to break the service are noticed; ${seconds} s`);
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
  if (survived.length > 0) process.exitCode = 1;
}
