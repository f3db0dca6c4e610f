import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const BUILD_DIR = join(ROOT, '.cache', 'bench');

/**
 * Compiles the service and the children. They do not run from their sources: what `tsx` adds to every closure would be
 * measured with them.
 */
export function compile(): void {
  rmSync(BUILD_DIR, { recursive: true, force: true });
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'bench/tsconfig.json'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('The sources do not compile (see above).');
  cpSync(join(ROOT, 'prompts'), join(BUILD_DIR, 'prompts'), { recursive: true });
  cpSync(join(ROOT, 'src'), join(BUILD_DIR, 'src'), {
    recursive: true,
    filter: (file) => !/\.(ts|snap)$/.test(file),
  });
}
