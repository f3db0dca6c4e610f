import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow, readSource, ROOT } from './testing/source-files.js';

// Who may know whom: doors -> runs -> graphs -> planner, policy, services -> core, contracts.

/** Fewer files than this were found by a search that is broken, and would prove nothing. */
const FEWEST_FILES = 250;

/** `planner`: all of it. `types of planner`: by `import type` only. `schemas`: `src/services/<name>/<name>.schema.ts`. */
const ALLOWED: Record<string, readonly string[] | 'anything'> = {
  contracts: [],
  core: ['contracts'],
  'services/<name>': ['contracts', 'core', 'service-tool'],
  services: ['contracts', 'core', 'service-tool', 'schemas', 'services/<name>'],
  llm: ['contracts', 'core'],
  planner: ['contracts', 'core', 'llm', 'types of service-tool', 'schemas'],
  policy: ['contracts', 'core', 'types of service-tool', 'schemas', 'types of planner'],
  graphs: ['contracts', 'core', 'planner', 'policy', 'types of service-tool', 'graphs/nodes'],
  'graphs/nodes': ['contracts', 'core', 'planner', 'policy', 'types of service-tool', 'graphs'],
  memory: ['contracts', 'core', 'types of llm'],
  store: ['contracts', 'core'],
  bus: ['contracts', 'core', 'types of store'],
  runs: ['contracts', 'core', 'graphs', 'planner', 'policy', 'types of service-tool', 'memory', 'store'],
  game: ['contracts', 'core', 'policy', 'store', 'bus'],
  server: ['contracts', 'core', 'runs', 'game', 'types of service-tool'],
  console: ['contracts'],
  sandbox: ['contracts', 'core', 'schemas'],
  // What opens everything and hands it on.
  wiring: 'anything',
  app: 'anything',
  main: 'anything',
  'graphs/standalone': 'anything',
};

/** The row of the table that a file belongs to. */
function areaOf(file: string): string {
  const [top = '', second = '', third] = file.split('/');
  if (top === 'graphs') {
    if (third !== undefined) return 'graphs/nodes';
    return second === 'standalone.ts' ? 'graphs/standalone' : 'graphs';
  }
  if (third === undefined) return second.replace(/\.ts$/, '');
  if (second !== 'services') return second;
  if (third === 'service-tool.ts') return 'service-tool';
  return third.endsWith('.ts') ? 'services' : 'services/<name>';
}

/** What a file may be known as, besides its area. */
function namesOf(file: string): string[] {
  const area = areaOf(file);
  return /^src\/services\/([a-z]+)\/\1\.schema\.ts$/.test(file) ? [area, 'schemas'] : [area];
}

interface Import {
  from: string;
  to: string;
  typesOnly: boolean;
}

const STATEMENT = /^(?:import|export)\s(?<type>type\s)?(?:[^'";]*?\sfrom\s)?'(?<target>\.[^']+)'/gm;
const CALL = /\bimport\(\s*'(?<target>\.[^']+)'/g;

/** The imports of our own files that a file's text states. */
function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(STATEMENT), ...text.matchAll(CALL)].map(({ groups }) => ({
    from: file,
    to: sourceOf(posix.join(posix.dirname(file), groups?.['target'] ?? '')),
    typesOnly: groups?.['type'] !== undefined,
  }));
}

/** The file that a compiled name stands for. */
function sourceOf(name: string): string {
  const source = name.replace(/\.js$/, '.ts');
  return existsSync(posix.join(ROOT, `${source}x`)) ? `${source}x` : source;
}

/** Why an import may not be; undefined where it may. */
function objectionTo({ from, to, typesOnly }: Import): string | undefined {
  const area = areaOf(from);
  const allowed = ALLOWED[area === 'service-tool' ? 'services' : area];
  if (allowed === undefined) return `src/layers.test.ts has no row for ${area} (${from})`;
  if (allowed === 'anything' || isInside(from, to)) return undefined;
  const wanted = namesOf(to).flatMap((name) => (typesOnly ? [name, `types of ${name}`] : [name]));
  if (wanted.some((name) => allowed.includes(name))) return undefined;
  return `${from} imports ${to}: ${area} may know ${allowed.join(', ') || 'nothing'}`;
}

/** Within its own area a file may import what it likes; the seven services are areas of their own. */
function isInside(from: string, to: string): boolean {
  if (areaOf(from) !== areaOf(to)) return false;
  return areaOf(from) !== 'services/<name>' || from.split('/')[2] === to.split('/')[2];
}

const isForTests = (file: string): boolean => file.endsWith('.test.ts') || file.startsWith('src/testing/');

const files = [...filesBelow('src'), ...filesBelow('src', '.tsx'), ...filesBelow('graphs')];
const shipped = files.filter((file) => !isForTests(file));
const imports = shipped.flatMap((file) => importsOf(file, readSource(file)));

test('the search finds the files and what they import', () => {
  expect(shipped.length).toBeGreaterThan(FEWEST_FILES);
  expect(imports.length).toBeGreaterThan(FEWEST_FILES);
});

test('every import leads to a file', () => {
  expect(imports.filter(({ to }) => !existsSync(posix.join(ROOT, to)))).toEqual([]);
});

test('every file belongs to a row of the table, and every row has files', () => {
  const areas = new Set(shipped.map(areaOf));
  areas.delete('service-tool');
  expect([...areas].sort()).toEqual(Object.keys(ALLOWED).sort());
});

test('nobody imports what they may not know', () => {
  expect(imports.flatMap((one) => objectionTo(one) ?? [])).toEqual([]);
});

test('what is shipped imports no test and no helper of tests', () => {
  expect(imports.filter(({ to }) => isForTests(to))).toEqual([]);
});

describe('the rules object to', () => {
  test.each([
    ['one service importing another', 'src/services/rag/rag.tools.ts', 'src/services/email/email.client.ts'],
    [
      'one service importing the schema of another',
      'src/services/rag/rag.tools.ts',
      'src/services/email/email.schema.ts',
    ],
    ['a service importing the list of all', 'src/services/rag/rag.tools.ts', 'src/services/services.ts'],
    ['the sandbox importing a client', 'src/sandbox/rag/rag.routes.ts', 'src/services/rag/rag.client.ts'],
    ['the sandbox importing runs', 'src/sandbox/app.ts', 'src/runs/runs.ts'],
    ['the console importing core', 'src/console/main.tsx', 'src/core/config.ts'],
    ['a node importing the store', 'graphs/nodes/tools.ts', 'src/store/database.ts'],
    ['a node importing memory', 'graphs/nodes/router.ts', 'src/memory/recent.ts'],
    ['a node importing the bus', 'graphs/nodes/policy.ts', 'src/bus/bus.ts'],
    ['a graph importing runs', 'graphs/turn.ts', 'src/runs/runs.ts'],
    ['the planner importing policy', 'src/planner/planner.ts', 'src/policy/text-policy.ts'],
    ['the planner importing a client', 'src/planner/planner.ts', 'src/services/rag/rag.client.ts'],
    ['the planner importing the making of tools', 'src/planner/planner.ts', 'src/services/service-tool.ts'],
    ['a door importing the store', 'src/server/server.ts', 'src/store/runs.ts'],
    ['runs importing a door', 'src/runs/runs.ts', 'src/server/server.ts'],
    ['core importing services', 'src/core/http.ts', 'src/services/service-tool.ts'],
    ['contracts importing core', 'src/contracts/run.ts', 'src/core/ids.ts'],
    ['a new folder without a row', 'src/brand-new/thing.ts', 'src/core/ids.ts'],
  ])('%s', (_what, from, to) => {
    expect(objectionTo({ from, to, typesOnly: false })).toBeDefined();
  });
});

describe('an import is found', () => {
  test.each([
    ["import { a } from './a.js';", false],
    ["import type { A } from './a.js';", true],
    ["import { a, type B } from './a.js';", false],
    ["import {\n  a,\n  b,\n} from './a.js';", false],
    ["import './a.js';", false],
    ["import * as a from './a.js';", false],
    ["export { a } from './a.js';", false],
    ["export type { A } from './a.js';", true],
    ["export * from './a.js';", false],
    ["const a = await import('./a.js');", false],
  ])('in %j', (text, typesOnly) => {
    expect(importsOf('src/core/x.ts', text)).toEqual([
      { from: 'src/core/x.ts', to: 'src/core/a.ts', typesOnly },
    ]);
  });

  test('but none in a package, a comment or a text', () => {
    const text =
      "import fs from 'node:fs';\n// import './a.js'\nconst t = `from './a.js'`;\nimport { z } from 'zod';";
    expect(importsOf('src/core/x.ts', text)).toEqual([]);
  });
});
