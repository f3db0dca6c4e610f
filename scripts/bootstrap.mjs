// Makes a bare clone runnable: `node scripts/bootstrap.mjs <install|build|console|faiss>...`. Costs about 50 ms when nothing is to do.
// Only this file must be readable by an old Node; the steps are loaded after the version is checked.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);

if (process.platform === 'win32') stop('VEZE Copilot runs on Linux and macOS. On Windows use WSL or Docker.');
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`VEZE Copilot needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const steps = {
  install: async () => (await import('./install.mjs')).install(root),
  build: async () => (await import('./build.mjs')).build(root),
  console: async () => (await import('./console.mjs')).buildConsole(root),
  faiss: async () => (await import('./faiss.mjs')).prepareFaiss(root),
};

for (const name of process.argv.slice(2)) {
  const step = steps[name];
  if (step === undefined) stop(`Unknown step "${name}". Steps: ${Object.keys(steps).join(', ')}.`);
  try {
    await step();
  } catch (error) {
    stop(error.message);
  }
}

function stop(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}
