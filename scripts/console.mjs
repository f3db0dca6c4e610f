import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './files-below.mjs';
import { withLock } from './lock.mjs';

const SOURCES = ['src/console', 'src/contracts'];
const SETTINGS = ['package-lock.json', 'scripts/vite.config.mjs', 'scripts/vite.run-file.config.mjs'];
const VITE_TIMEOUT_MS = 3 * 60_000;

/** Builds the console into `dist/console` when what it is made of has changed, whether the service is compiled or not. */
export function buildConsole(root) {
  if (isConsoleFresh(root)) return;
  withLock(root, () => {
    if (isConsoleFresh(root)) return;
    const next = join(root, 'dist', 'console.tmp');
    runVite(root, next);
    rmSync(join(root, 'dist', 'console'), { recursive: true, force: true });
    renameSync(next, join(root, 'dist', 'console'));
  });
}

export function isConsoleFresh(root) {
  try {
    return readFileSync(join(root, 'dist', 'console', '.stamp'), 'utf8') === hashOfInputs(root);
  } catch {
    return false;
  }
}

/** Leaves the console in `<outDir>/console`: the built one where nothing of it has changed. */
export function placeConsole(root, outDir) {
  const place = join(outDir, 'console');
  if (isConsoleFresh(root)) cpSync(join(root, 'dist', 'console'), place, { recursive: true });
  else runVite(root, place);
}

function runVite(root, outDir) {
  console.error('Building the console ...');
  const hash = hashOfInputs(root);
  build(root, 'vite.config.mjs', outDir);
  const alone = `${outDir}.run-file`;
  build(root, 'vite.run-file.config.mjs', alone);
  copyFileSync(join(alone, 'run-file.html'), join(outDir, 'run-file.html'));
  rmSync(alone, { recursive: true });
  writeFileSync(join(outDir, '.stamp'), hash);
}

function build(root, config, outDir) {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = ['build', '--config', join(root, 'scripts', config), '--outDir', outDir];
  const run = spawnSync(process.execPath, [vite, ...args], {
    cwd: root,
    // Vite's development build of React would be taken where this is set to anything else, as tests do.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: VITE_TIMEOUT_MS,
  });
  if (run.status !== 0) throw new Error('The console could not be built (see above).');
}

function hashOfInputs(root) {
  const hash = createHash('sha256');
  for (const file of [...SETTINGS, ...SOURCES.flatMap((dir) => filesBelow(root, dir))]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}
