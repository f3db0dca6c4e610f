import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** A way to break the service: an edit of one of its files. */
export const Mutation = z.strictObject({
  name: z.string(),
  /** What is wrong with the service then. */
  what: z.string(),
  /** The case that is played first: it is likely to notice. */
  first: z.string(),
  file: z.string().regex(/^(src|graphs)\//),
  /** Stands exactly once in the file. */
  find: z.string().min(1),
  replace: z.string(),
});
export type Mutation = z.infer<typeof Mutation>;

export function readMutations(): Mutation[] {
  const file = new URL('./mutations.yaml', import.meta.url);
  return z.array(Mutation).parse(parse(readFileSync(file, 'utf8')));
}

/** The mutated text of a file below `root`. Throws where the place to change is not there, or not the only one. */
export function mutate(root: string, { name, file, find, replace }: Mutation): string {
  const text = readFileSync(join(root, file), 'utf8');
  const places = text.split(find).length - 1;
  if (places !== 1) throw new Error(`"${name}": what it changes stands ${places} times in ${file}`);
  return text.split(find).join(replace);
}
