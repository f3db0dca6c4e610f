import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a build is made of below a folder, by path from the root: no tests, and nothing of theirs. */
export function filesBelow(root, dir) {
  return readdirSync(join(root, dir), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test\.tsx?|fixture\.ts|snap)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}
