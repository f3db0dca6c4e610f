import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const COMPILE_TIMEOUT_MS = 5 * 60_000;
const APT_TIMEOUT_MS = 4 * 60_000;

// faiss before 1.7.4 has the type only inside `Index`; saying the same alias twice is allowed.
const IDX_T = '#include <cstdint>\nnamespace faiss { using idx_t = std::int64_t; }\n';

/** Compiles faiss-node's one source file against the system's libfaiss; throws a short reason where that cannot be. */
export function compileFaiss(root, dir) {
  const flags = process.platform === 'darwin' ? darwinFlags() : linuxFlags();
  const outDir = join(dir, 'build', 'Release');
  mkdirSync(outDir, { recursive: true });
  const header = join(dir, 'build', 'idx-t.h');
  writeFileSync(header, IDX_T);
  const temporary = join(outDir, 'faiss-node.tmp');
  const common = ['-std=c++17', '-O2', '-DNAPI_VERSION=8', '-include', header, ...includes(root, dir)];
  const run = spawnSync('c++', [...common, 'src/faiss.cc', '-o', temporary, ...flags], {
    cwd: dir,
    encoding: 'utf8',
    timeout: COMPILE_TIMEOUT_MS,
  });
  if (run.status !== 0) throw new Error(`compiling it failed: ${firstError(run)}`);
  renameSync(temporary, join(outDir, 'faiss-node.node'));
}

function includes(root, dir) {
  const addonApi = dirname(createRequire(join(dir, 'package.json')).resolve('node-addon-api/package.json'));
  const headers = dirname(createRequire(join(root, 'package.json')).resolve('node-api-headers/package.json'));
  return [`-I${addonApi}`, `-I${join(headers, 'include')}`];
}

function linuxFlags() {
  if (!hasLinuxLibrary()) installDebianPackages();
  if (!hasLinuxLibrary()) {
    throw new Error(
      'libfaiss or a C++ compiler is missing (Debian: apt-get install g++ libfaiss-dev libopenblas-dev)',
    );
  }
  return ['-shared', '-fPIC', '-fopenmp', '-l:libfaiss.a', '-lopenblas', '-lgomp'];
}

function hasLinuxLibrary() {
  return existsSync('/usr/include/faiss/IndexFlat.h') && works('c++', ['--version']);
}

/** Only root on Debian and its kin; anybody else is told what to install. */
function installDebianPackages() {
  if (process.getuid() !== 0 || !existsSync('/etc/debian_version') || !works('apt-get', ['--version']))
    return;
  console.error('Installing libfaiss-dev and libopenblas-dev with apt-get (once) ...');
  const packages = ['libfaiss-dev', 'libopenblas-dev', ...(works('c++', ['--version']) ? [] : ['g++'])];
  const options = [
    '-q',
    '-o',
    'DPkg::Lock::Timeout=30',
    '-o',
    'Acquire::http::Timeout=15',
    '-o',
    'Acquire::Retries=1',
  ];
  const run = (args) =>
    spawnSync('apt-get', [...options, ...args], {
      stdio: 'ignore',
      timeout: APT_TIMEOUT_MS,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  run(['update']);
  run(['install', '-y', '--no-install-recommends', ...packages]);
}

function darwinFlags() {
  const brew = spawnSync('brew', ['--prefix', 'faiss'], { encoding: 'utf8', timeout: 30_000 });
  const prefix = brew.status === 0 ? brew.stdout.trim() : '';
  if (prefix === '' || !existsSync(join(prefix, 'include', 'faiss', 'IndexFlat.h'))) {
    throw new Error('libfaiss is missing (macOS: brew install faiss)');
  }
  const lib = join(prefix, 'lib');
  return [
    '-bundle',
    '-undefined',
    'dynamic_lookup',
    `-I${join(prefix, 'include')}`,
    `-L${lib}`,
    '-lfaiss',
    `-Wl,-rpath,${lib}`,
  ];
}

function works(command, args) {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

function firstError(run) {
  if (run.error !== undefined) return run.error.message;
  return run.stderr.split('\n').find((line) => line.includes('error')) ?? `exit code ${run.status}`;
}
