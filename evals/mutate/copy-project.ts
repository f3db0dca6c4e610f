import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  let restore = (): Promise<void> => Promise.resolve();
  return {
    root,
    async apply(mutation) {
      await restore();
      // Of the copy, which stays as it is whatever is done to the project meanwhile.
      const file = join(root, mutation.file);
      const whole = await readFile(file);
      await writeFile(file, mutate(root, mutation));
      restore = () => writeFile(file, whole);
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
