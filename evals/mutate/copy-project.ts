import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { ROOT } from '../../src/testing/source-files.js';
import { mutate, type Mutation } from './mutations.js';

/** The project in another place, where one file at a time can be changed. */
export interface ProjectCopy {
  root: string;
  /** Makes the change, in place of the one before. */
  apply(mutation: Mutation): Promise<void>;
  remove(): Promise<void>;
}

const COPIED: readonly string[] = ['src', 'graphs', 'prompts', 'evals', 'package.json', 'tsconfig.json'];

export async function copyProject(): Promise<ProjectCopy> {
  const root = await mkdtemp(join(tmpdir(), 'veze-mutant-'));
  const isWanted = (path: string): boolean => !path.startsWith(join(ROOT, 'evals', 'out'));
  for (const name of COPIED)
    await cp(join(ROOT, name), join(root, name), { recursive: true, filter: isWanted });
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  let changed: string | undefined;
  const restore = async (): Promise<void> => {
    if (changed !== undefined) await writeFile(join(root, changed), readFileSync(join(ROOT, changed)));
    changed = undefined;
  };
  return {
    root,
    async apply(mutation) {
      await restore();
      const text = mutate(ROOT, mutation);
      changed = mutation.file;
      await writeFile(join(root, mutation.file), text);
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
