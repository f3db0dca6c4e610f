import { spawnSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFaiss } from './faiss-compile.mjs';

const PREBUILD_TIMEOUT_MS = 30_000;
const PROOF_TIMEOUT_MS = 20_000;

// In a child process: an addon built against another library can abort the process that loads it.
const PROOF = `
  const { IndexFlatL2 } = require('./lib/index.js');
  const index = new IndexFlatL2(2);
  index.add([1, 0, 0, 1]);
  const { labels } = index.search([0, 1], 1);
  if (labels[0] !== 1) throw new Error('the search found ' + labels[0]);
`;

/** Makes faiss-node work where it can and records the outcome, which `detectVectorBackend` reads. Never throws. */
export function prepareFaiss(root) {
  const dir = join(root, 'node_modules', 'faiss-node');
  const result = existsSync(dir) ? tryInOrder(root, dir) : exact('faiss-node is not installed');
  writeFileSync(join(root, 'node_modules', '.veze-faiss.json'), `${JSON.stringify(result)}\n`);
  if (result.backend === 'faiss') console.error(`Vector index: FAISS (${result.how}).`);
  else console.error(`Vector index: exact search in plain code, without FAISS: ${result.reason}.`);
}

function tryInOrder(root, dir) {
  if (isProven(dir)) return faiss(dir, 'already built');
  if (downloadPrebuilt(dir) && isProven(dir)) return faiss(dir, 'published prebuild');
  try {
    compileFaiss(root, dir);
  } catch (error) {
    return exact(error.message);
  }
  return isProven(dir)
    ? faiss(dir, "compiled against the system's libfaiss")
    : exact('the compiled addon does not work');
}

function isProven(dir) {
  const run = spawnSync(process.execPath, ['-e', PROOF], {
    cwd: dir,
    stdio: 'ignore',
    timeout: PROOF_TIMEOUT_MS,
  });
  return run.status === 0;
}

function downloadPrebuilt(dir) {
  const bin = createRequire(join(dir, 'package.json')).resolve('prebuild-install/bin.js');
  const run = spawnSync(process.execPath, [bin, '--runtime', 'napi'], {
    cwd: dir,
    stdio: 'ignore',
    timeout: PREBUILD_TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  return run.status === 0;
}

/** The size lets a reader notice that the binary was replaced or removed after the proof. */
function faiss(dir, how) {
  const binary = join('build', 'Release', 'faiss-node.node');
  return { backend: 'faiss', how, binary, size: statSync(join(dir, binary)).size };
}

function exact(reason) {
  return { backend: 'exact', reason };
}
