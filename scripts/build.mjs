import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildConsole, placeConsole } from './console.mjs';
import { filesBelow } from './files-below.mjs';
import { withLock } from './lock.mjs';

const SOURCES = ['src', 'graphs'];
/** Folders of files that are only read at run time. */
const ASSETS = ['prompts'];
const CONSOLE = 'src/console/';
const SETTINGS = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
const TRAINING_TIMEOUT_MS = 5 * 60_000;
const TSC_TIMEOUT_MS = 5 * 60_000;

/** Compiles into `dist/` when a source has changed, by content: a checkout alone changes no content. */
export function build(root) {
  if (!isFresh(root)) {
    withLock(root, () => {
      if (!isFresh(root)) compile(root);
    });
  }
  buildConsole(root);
}

function isFresh(root) {
  try {
    return readFileSync(stampFile(root), 'utf8') === hashOfInputs(root);
  } catch {
    return false;
  }
}

/** Builds beside `dist/` and swaps, so that files of deleted sources are gone and a failed build leaves the old one. */
function compile(root) {
  console.error('Building ...');
  const [next, old] = [join(root, 'dist.tmp'), join(root, 'dist.old')];
  const hash = hashOfInputs(root);
  for (const leftover of [next, old]) rmSync(leftover, { recursive: true, force: true });
  runTsc(root, next);
  copyAssets(root, next);
  placeConsole(root, next);
  trainRouting(next);
  writeFileSync(join(next, '.stamp'), hash);
  if (existsSync(join(root, 'dist'))) renameSync(join(root, 'dist'), old);
  renameSync(next, join(root, 'dist'));
  rmSync(old, { recursive: true, force: true });
}

function runTsc(root, outDir) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const run = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', outDir], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: TSC_TIMEOUT_MS,
  });
  if (run.status !== 0) throw new Error('The build failed (see above).');
}

/** Migrations and prompts, which are read at run time, lie beside the code as they do in the sources. */
function copyAssets(root, outDir) {
  for (const file of sources(root)) {
    if (!file.endsWith('.ts')) cpSync(join(root, file), join(outDir, file));
  }
}

/** Trained on the examples; kept by their hash, so that it takes seconds only when one has changed. */
function trainRouting(outDir) {
  const entry = join(outDir, 'src', 'planner', 'meaning', 'train-routing.js');
  const run = spawnSync(process.execPath, [entry], {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: TRAINING_TIMEOUT_MS,
  });
  if (run.status !== 0) throw new Error('The routing could not be trained (see above).');
}

/** The console is built for itself, and answers no question of the service's. */
function sources(root) {
  const files = [...SOURCES, ...ASSETS].flatMap((dir) => filesBelow(root, dir));
  return files.filter((file) => !file.startsWith(CONSOLE));
}

function stampFile(root) {
  return join(root, 'dist', '.stamp');
}

function hashOfInputs(root) {
  const hash = createHash('sha256');
  for (const file of [...SETTINGS, ...sources(root)]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}
