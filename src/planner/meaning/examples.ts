import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Mode } from '../../contracts/mode.js';

/** What people say when they want one thing: a file of `examples/`, one sentence a line. */
export interface ExampleGroup {
  name: string;
  intent: string;
  /** Where it can be meant; everywhere where the file does not say. */
  modes: readonly Mode[];
  texts: readonly string[];
}

const Header = z.object({
  intent: z.string().regex(/^[a-z]+\.[a-z-]+$/),
  modes: z
    .string()
    .transform((text) => text.split(/\s+/))
    .pipe(z.array(Mode).min(1))
    .default([...Mode.options]),
});

const FOLDER = fileURLToPath(new URL('./examples/', import.meta.url));

/** All groups, by name. A file that is not as it should be is an error that names it. */
export function readExamples(folder = FOLDER): ExampleGroup[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort();
  return files.map((file) => readGroup(basename(file, '.txt'), readFileSync(join(folder, file), 'utf8')));
}

/** `intent: ...` and `modes: ...`, an empty line, then the examples. */
export function readGroup(name: string, text: string): ExampleGroup {
  const [head = '', ...rest] = text.split(/\n\s*\n/);
  const fields = head.split('\n').map((line) => /^(\w+):\s*(.*?)\s*$/.exec(line));
  const header = Header.safeParse(Object.fromEntries(fields.map((field) => [field?.[1], field?.[2]])));
  if (!header.success) throw new Error(`The examples of ${name} must begin with their intent.`);
  const texts = rest
    .flatMap((part) => part.split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (texts.length === 0) throw new Error(`There are no examples of ${name}.`);
  return { name, ...header.data, texts };
}
