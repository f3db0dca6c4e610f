import { fork, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { BUILD_DIR, compile, ROOT } from '../build.js';
import { describeMachine } from '../machine.js';
import { toMarkdown, toText, type Table } from '../table.js';

// `npm run bench:memory`: embeddings and the vector index. A full run from a clean tree is written down.

const Table = z.object({
  title: z.string(),
  note: z.string(),
  head: z.array(z.string()),
  rows: z.array(z.array(z.string())),
});
const Result = z.object({
  tables: z.array(Table),
  verdicts: z.array(z.object({ target: z.string(), measured: z.string(), met: z.boolean() })),
});
type Result = z.infer<typeof Result>;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
  });
  const machine = describeMachine(new Date());
  compile();
  const result = await run([values.quick ? 'quick' : 'full', compileHnswlib() ?? '', values.only]);
  const tables: Table[] = [...result.tables, toTable(result)];
  process.stdout.write(`\n${tables.map(toText).join('\n')}\n`);
  if (values.quick || values.only !== '' || machine.rev.endsWith('-dirty')) {
    process.stdout.write('Not written: only a full run from a clean tree goes on record.\n');
    return;
  }
  const { at, rev, node, platform, cores, cpu } = machine;
  const load = loadavg().map((average) => average.toFixed(1));
  const head = `# Memory benchmark\n\n${at}, revision ${rev}, Node ${node} on ${platform}, ${cores} cores (${cpu})\nLoad averages at the end: ${load.join(', ')}.\n`;
  writeFileSync(join(ROOT, 'bench', 'results', 'memory.md'), [head, ...tables.map(toMarkdown)].join('\n'));
  process.stdout.write('Written to bench/results/memory.md.\n');
}

function toTable({ verdicts }: Result): Table {
  return {
    title: 'Targets',
    note: 'Two busy cores move absolute times by half; what stands in one table was measured in one run.',
    head: ['target', 'measured', 'met'],
    rows: verdicts.map(({ target, measured, met }) => [target, measured, met ? 'yes' : 'NO']),
  };
}

function run(args: string[]): Promise<Result> {
  const child = fork(join(BUILD_DIR, 'bench', 'child', 'vectors.js'), args, {
    execArgv: ['--enable-source-maps', '--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(Result.parse(message)));
    child.once('exit', (code) => reject(new Error(`the benchmark ended with ${String(code)}`)));
  });
}

/** Its package has no binary, and node-gyp would download Node's headers, which are here already. Undefined where it fails. */
function compileHnswlib(): string | undefined {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('hnswlib-node/package.json'));
  const addonApi = dirname(
    createRequire(join(folder, 'package.json')).resolve('node-addon-api/package.json'),
  );
  const headers = join(dirname(require.resolve('node-api-headers/package.json')), 'include');
  const addon = join(ROOT, '.cache', 'hnswlib.node');
  if (existsSync(addon)) return addon;
  mkdirSync(dirname(addon), { recursive: true });
  process.stdout.write('Compiling hnswlib-node ...\n');
  const link =
    process.platform === 'darwin' ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared', '-fPIC'];
  const args = ['-std=c++17', '-O3', '-DNAPI_DISABLE_CPP_EXCEPTIONS', `-I${addonApi}`, `-I${headers}`];
  const { status } = spawnSync('c++', [...args, join(folder, 'src', 'addon.cc'), '-o', addon, ...link], {
    stdio: 'inherit',
  });
  if (status === 0) return addon;
  process.stdout.write('hnswlib-node could not be compiled: measured without it.\n');
  return undefined;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
