import { mkdtempSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { caseSchemaText, SCHEMA_FILE } from './case-schema.js';
import { loadCases } from './load-cases.js';

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'cases-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const CASE = 'title: A case\nmode: support\nturns: [{ say: hello }]\n';

test('the published format is that of the code', () => {
  const hint = 'npx tsx evals/cases/write-schema.ts publishes it anew';
  expect(readFileSync(SCHEMA_FILE, 'utf8'), hint).toBe(caseSchemaText());
});

test('every case of ours can be read, and says what it expects', () => {
  const cases = loadCases();
  expect(cases.length).toBeGreaterThan(10);
  for (const one of cases) {
    if (one.kind === 'match') continue;
    const expected = one.spec.turns.map(
      ({ expect: wanted }) => Object.keys(wanted).filter((name) => name !== 'judge').length,
    );
    expect([one.id, expected.every((count) => count > 0)]).toEqual([one.id, true]);
  }
});

test('a suite is a folder, and a part of an id or a tag picks cases', () => {
  const folder = folderWith({ 'a/one.yaml': CASE, 'b/two.yaml': `${CASE}tags: [odd]\n` });
  const ids = (selection: Parameters<typeof loadCases>[0]): string[] =>
    loadCases(selection, folder).map(({ id }) => id);
  expect(ids({})).toEqual(['a/one', 'b/two']);
  expect(ids({ suites: ['b'] })).toEqual(['b/two']);
  expect(ids({ only: 'on' })).toEqual(['a/one']);
  expect(ids({ only: 'odd' })).toEqual(['b/two']);
});

test('what is wrong with files is said of all of them at once, and where', () => {
  const folder = folderWith({
    'a/typo.yaml': CASE.replace('hello }', 'hello, expect: { rout: orders } }'),
    'a/both.yaml': CASE.replace('say: hello', 'say: hello, approve: checkout'),
    'a/yaml.yaml': 'title: [',
    'a/llm.yaml': `${CASE}planner: llm\n`,
  });
  expect(() => loadCases({}, folder)).toThrow(
    /a\/both:[^]*exactly one of say[^]*a\/llm: there is no llm\.cassette\.json[^]*a\/typo:[^]*"rout"[^]*a\/yaml:/,
  );
});
