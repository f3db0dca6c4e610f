import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { EvalCase } from '../cases/eval-case.js';
import { routeFor, ImportMap, readImportMap } from './import-map.js';
import { readPythonLiteral } from './python-literals.js';
import { readFormat, type Format } from './read-formats.js';
import { toCases, toRoutingRows } from './to-cases.js';

const sample = (name: string): string => readFileSync(new URL(`./samples/${name}`, import.meta.url), 'utf8');
const MAP = readImportMap(new URL('./samples/everything.map.yaml', import.meta.url).pathname);

const FILES: [Format, string][] = [
  ['bitext', 'bitext-layout.csv'],
  ['banking77', 'banking77-layout.csv'],
  ['clinc', 'clinc-layout.json'],
  ['abcd', 'abcd-layout.json'],
  ['tau', 'tau-layout.json'],
  ['tau', 'tau2-layout.json'],
  ['tau', 'tau_tasks.py'],
];

describe('each layout', () => {
  test.each(FILES)('%s: %s becomes cases that can be read', (format, file) => {
    const cases = [...toCases(readFormat(sample(file), format), MAP, format).values()];
    expect(cases.length).toBeGreaterThan(0);
    for (const text of cases) expect(EvalCase.safeParse(parse(text)).error).toBeUndefined();
  });
});

test('what the map does not know is left out, and labels mean what it says', () => {
  const map = readImportMap(new URL('./samples/sentences.map.yaml', import.meta.url).pathname);
  const imported = readFormat(sample('sentences.jsonl'), 'jsonl');
  const cases = [...toCases(imported, map, 'set').values()].map((text) => EvalCase.parse(parse(text)));
  expect(cases.map(({ turns }) => turns[0]?.expect.route)).toEqual([
    { specialist: ['orders'] },
    { intent: ['sports.fixtures', 'sports.scores'] },
    { intent: ['chat.offtopic'] },
  ]);
  expect(toRoutingRows(imported).trimEnd().split('\n')).toHaveLength(4);
});

test('a target that is nothing here is refused', () => {
  const map = ImportMap.parse({ labels: { refund: 'ordres' } });
  expect(() => routeFor(map, 'refund')).toThrow('ordres');
});

test('of ABCD what the customer says is told, lines in a row as one message', () => {
  expect(readFormat(sample('abcd-layout.json'), 'abcd')).toEqual([
    {
      id: '7',
      says: ['hi there the skin i bought is broken, i want my money back', '123'],
      label: 'refund_initiate',
      tools: [],
    },
  ]);
});

test('of CLINC the tests are taken, those out of scope too', () => {
  expect(readFormat(sample('clinc-layout.json'), 'clinc').map(({ label }) => label)).toEqual([
    'order_status',
    'oos',
  ]);
});

test('a task of tau-bench is said by its user, and wants its actions', () => {
  const [task] = readFormat(sample('tau-layout.json'), 'tau');
  expect(task?.says).toEqual(['I am Robin and I want to return order 123 because my skin is broken.']);
  const [text = ''] = [...toCases(task === undefined ? [] : [task], MAP, 'tau').values()];
  expect(EvalCase.parse(parse(text)).turns[0]?.expect.tools).toMatchObject({
    match: 'superset',
    calls: [{ tool: 'orders.get' }],
  });
});

test('a task file in Python is read, and not run', () => {
  const [task, other] = readFormat(sample('tau_tasks.py'), 'tau');
  expect(task).toMatchObject({
    says: [
      `I am Robin and I want to return order 123 because my "skin" is broken. I don't want an exchange.`,
    ],
    tools: ['get_order_details', 'return_delivered_order_items'],
  });
  expect(other?.tools).toEqual([]);
  expect(
    readPythonLiteral(
      `tasks: list = [(1, -2.5), {'a': r'\\d', "b": """x\ny""", 'c': (3)}, True, "\\u00e9\\n"]`,
      /tasks/,
    ),
  ).toEqual([[1, -2.5], { a: '\\d', b: 'x\ny', c: 3 }, true, 'é\n']);
});

test.each([
  ['tasks = [open("/etc/passwd").read()]', /named|literal|should be here/],
  ['tasks = [1, ', /literals/],
  ['tasks = ["no end', /does not end/],
  ['x = 1', /Nothing is assigned/],
])('%s is refused', (text, why) => {
  expect(() => readPythonLiteral(text, /tasks/)).toThrow(why);
});
