import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The prompts that come with the service; beside `src/` in the sources, beside the compiled `src/` in the build. */
export const PROMPTS_DIR = fileURLToPath(new URL('../../prompts', import.meta.url));

/** Which files there must be, by path below the folder, and the variables each of them must and may use. */
export type PromptFiles = Readonly<Record<string, readonly string[]>>;

/** The parts of one prompt put together: its text, and a version that changes with the text of any template in it. */
export interface RenderedPrompt {
  text: string;
  version: string;
}

export interface Prompts {
  /** The templates in order, filled and joined by empty lines. Throws where a file or a value is missing: that is a bug. */
  render(files: readonly string[], values: Readonly<Record<string, string>>): RenderedPrompt;
  /** Every template by its file, in order. */
  texts: ReadonlyMap<string, string>;
  /** What is wrong with another text for a template; nothing where it could take its place. */
  problemsWith(file: string, text: string): string[];
  /** The same templates with one of them as told. */
  edited(file: string, text: string): Prompts;
}

const VARIABLE = /\{\{\s*([A-Za-z0-9_.-]*)\s*\}\}/g;

/** Reads the templates and checks all of them; throws one error that lists everything that is wrong. */
export function loadPrompts(expected: PromptFiles, dir: string = PROMPTS_DIR): Prompts {
  const texts = new Map<string, string>();
  const problems: string[] = [];
  for (const [file, variables] of Object.entries(expected)) {
    const path = join(dir, file);
    if (!existsSync(path)) problems.push(`${file} is missing`);
    else texts.set(file, readFileSync(path, 'utf8').trim());
    problems.push(...problemsOf(file, texts.get(file), variables));
  }
  problems.push(...unexpectedFiles(dir, expected).map((file) => `${file} is used by nothing`));
  if (problems.length > 0) throw new Error(`Prompts in ${dir} are wrong:\n- ${problems.join('\n- ')}`);
  return createPrompts(texts, expected);
}

function problemsOf(file: string, text: string | undefined, variables: readonly string[]): string[] {
  if (text === undefined) return [];
  if (text === '') return [`${file} is empty`];
  const used = new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name));
  const unknown = [...used].filter((name) => !variables.includes(name));
  const unused = variables.filter((name) => !used.has(name));
  return [
    ...unknown.map((name) => `${file} uses {{${name}}}, which does not exist`),
    ...unused.map((name) => `${file} does not use {{${name}}}`),
    ...(/\{\{|\}\}/.test(text.replace(VARIABLE, '')) ? [`${file} has a {{ or }} that is no variable`] : []),
  ];
}

function unexpectedFiles(dir: string, expected: PromptFiles): string[] {
  if (!existsSync(dir)) return [];
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  return names
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md') && !Object.hasOwn(expected, name));
}

function createPrompts(texts: ReadonlyMap<string, string>, expected: PromptFiles): Prompts {
  const versions = new Map([...texts].map(([file, text]) => [file, hash(text)]));
  return {
    render(files, values) {
      const parts = files.map((file) => fill(file, texts.get(file), values));
      const version = hash(files.map((file) => `${file} ${versions.get(file) ?? ''}`).join('\n'));
      return { text: parts.join('\n\n'), version };
    },
    texts,
    problemsWith: (file, text) =>
      Object.hasOwn(expected, file)
        ? problemsOf(file, text, expected[file] ?? [])
        : [`there is no prompt ${file}`],
    edited: (file, text) => createPrompts(new Map(texts).set(file, text), expected),
  };
}

/** One pass: what a value holds is never read as a variable. */
function fill(file: string, text: string | undefined, values: Readonly<Record<string, string>>): string {
  if (text === undefined) throw new Error(`There is no prompt ${file}`);
  return text.replace(VARIABLE, (_match, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new Error(`${file} was given no {{${name}}}`);
    return value;
  });
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
