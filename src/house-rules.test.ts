import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Environment } from './core/config.js';
import { filesBelow, readSource as read, ROOT } from './testing/source-files.js';

// What no linter checks. Each failure says what to do.

const files = [...filesBelow('src'), ...filesBelow('graphs')];
const texts = new Map(files.map((file) => [file, read(file)]));
const having = (pattern: RegExp, among = files): string[] =>
  among.filter((file) => pattern.test(texts.get(file) ?? ''));

test('the search finds the files', () => expect(files.length).toBeGreaterThan(250));

describe('every setting', () => {
  const settings = Object.keys(Environment.shape);

  test("has a row in the README's table, and every row is a setting", () => {
    const rows = existsSync(join(ROOT, 'README.md'))
      ? [...read('README.md').matchAll(/^\| `(?<name>[A-Z][A-Z0-9_]*)`\s*\|/gm)].map(
          (match) => match.groups?.['name'],
        )
      : [];
    const hint = 'README.md needs a table of settings with one row each, beginning "| `NAME` |"';
    expect(rows.length, hint).toBeGreaterThan(0);
    expect([...rows].sort(), hint).toEqual([...settings].sort());
  });

  test('is in .env.example', () => {
    const named = new Set(
      [...read('.env.example').matchAll(/^#?\s*([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1]),
    );
    expect(
      settings.filter((name) => !named.has(name)),
      'add them to .env.example',
    ).toEqual([]);
  });

  test('is read in one place', () => {
    const allowed =
      /^(src\/core\/config\.ts|src\/main\.ts|src\/game\/thread\/game\.entry\.ts|src\/sandbox\/main\.ts|graphs\/standalone\.ts|src\/testing\/)|\/fixtures\//;
    const others = files.filter((file) => !allowed.test(file) && !file.endsWith('.test.ts'));
    expect(
      having(/process\.env\b(?!\['(?:PATH|OMP_NUM_THREADS)'\])/, others),
      'settings come from readConfig',
    ).toEqual([]);
  });
});

test('files are named in kebab-case', () => {
  const odd = files.filter((file) => !/^[a-z0-9]+([-./][a-z0-9]+)*\.ts$/.test(file));
  expect(odd).toEqual([]);
});

test('no file is called after nothing', () => {
  const empty = files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|index|managers?)\.ts$/.test(file));
  expect(empty, 'name a file for the thing it does; there are no barrels').toEqual([]);
});

test('what runs in a thread or process of its own is compiled, though nobody imports it', () => {
  const entries = files.filter((file) => file.endsWith('.entry.ts'));
  const asked = files.flatMap((file) =>
    [...(texts.get(file) ?? '').matchAll(/findOwnEntry\(import\.meta\.url, '(?<name>[\w-]+)'\)/g)].map(
      (match) => join(file, '..', `${match.groups?.['name']}.entry.ts`),
    ),
  );
  expect(asked.sort()).toEqual(entries.sort());
  expect(entries.length).toBeGreaterThan(0);
  expect(read('tsconfig.build.json')).toContain('"src/**/*.entry.ts"');
});

test('there are no enums, namespaces or decorators', () => {
  expect(having(/^\s*(export\s+)?(const\s+)?enum\s|^\s*(export\s+)?namespace\s|^\s*@[A-Z]\w*\(/m)).toEqual(
    [],
  );
});

test('no test is left out or run alone', () => {
  expect(
    having(
      /\b(test|it|describe)\.(only|todo)\(|\b(fdescribe|fit)\(/,
      files.filter((file) => file.endsWith('.test.ts')),
    ),
  ).toEqual([]);
});

test('migrations are numbered without gaps and have a way back', () => {
  const names = filesBelow('src/store/migrations', '.sql');
  const numbers = names.map((name) => Number(name.split('/').at(-1)?.slice(0, 3))).sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_number, index) => index + 1));
  for (const name of names) expect(read(name), name).toMatch(/-- Up Migration[^]*-- Down Migration/);
});
