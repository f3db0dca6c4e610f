import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { HashEmbeddings } from '../../src/llm/embeddings/hash-embeddings.js';
import type { Routed } from './ask-router.js';
import { outOfScopeFigures } from './figures.js';
import { isRight, targetsOf } from './label-map.js';
import { measureOutside } from './outside-set.js';
import { fewOfEach, trainOutside } from './outside-training.js';
import { parseRows, readRows } from './read-rows.js';

const sample = (name: string): string => fileURLToPath(new URL(`./samples/${name}`, import.meta.url));

const routed = (specialist: string, intent: string, refused = false): Routed => ({
  specialist,
  intent,
  refused,
  by: 'meaning',
  inScope: refused ? 0.2 : 1,
});

describe('rows are read', () => {
  test('from a table in the layout of Bitext, quotes and line breaks included', () => {
    expect(readRows(sample('bitext-layout.csv'), 'csv')).toEqual([
      { text: "I'd like to send order {{Order Number}} back, how?", label: 'get_refund' },
      { text: 'my bill for "the cape", where is it', label: 'get_invoice' },
      { text: 'get me somebody real to talk to', label: 'contact_human_agent' },
    ]);
  });

  test('in the layouts of Banking77 and CLINC', () => {
    expect(readRows(sample('banking77-layout.csv'), 'csv').map(({ label }) => label)).toEqual([
      'card_swallowed',
      'declined_card_payment',
    ]);
    expect(readRows(sample('clinc-layout.jsonl'), 'jsonl').map(({ label }) => label)).toEqual([
      'human',
      'oos',
    ]);
  });

  test('from columns that are named', () => {
    expect(parseRows('a,b\nhi there,greet\r\n', 'csv', { text: 'a', label: 'b' })).toEqual([
      { text: 'hi there', label: 'greet' },
    ]);
  });

  test.each(['', 'a,b\nhi,greet', '\n\n'])('and %j is refused', (content) => {
    expect(() => parseRows(content, 'csv')).toThrow();
  });
});

describe('a map', () => {
  test('names one target or several, and what stands for the rest', () => {
    expect(targetsOf({ a: 'orders', '*': ['oos'] }, 'a')).toEqual(['orders']);
    expect(targetsOf({ a: 'orders', '*': ['oos'] }, 'constructor')).toEqual(['oos']);
    expect(targetsOf({ a: 'orders' }, 'b')).toBeUndefined();
  });

  test.each([
    [routed('orders', 'order.refund'), ['orders'], true],
    [routed('orders', 'order.refund'), ['order.refund'], true],
    [routed('orders', 'order.refund'), ['order'], true],
    [routed('orders', 'order.refund'), ['email', 'knowledge.ask'], false],
    [routed('orders', 'order.refund-question'), ['order.refund'], false],
    [routed('knowledge', 'chat.offtopic', true), ['oos'], true],
    [routed('knowledge', 'chat.offtopic', true), ['knowledge'], false],
    [routed('knowledge', 'knowledge.ask'), ['oos'], false],
  ])('%j against %j: %s', (route, targets, right) => {
    expect(isRight(route, targets)).toBe(right);
  });
});

test('an outside set is measured by target and label, and rows without a target are counted apart', async () => {
  const rows = [
    { text: 'a', label: 'refund' },
    { text: 'b', label: 'refund' },
    { text: 'c', label: 'weather' },
    { text: 'd', label: 'unknown' },
  ];
  const answers = new Map([
    ['a', routed('orders', 'order.refund')],
    ['b', routed('knowledge', 'knowledge.ask')],
    ['c', routed('greeter', 'chat.offtopic', true)],
  ]);
  const measured = await measureOutside(rows, {
    map: { refund: 'orders', weather: 'oos' },
    mode: 'support',
    ask: async (text) => answers.get(text) ?? routed('', ''),
  });
  expect(measured).toMatchObject({ n: 3, unmapped: 1, accuracy: 50, falselyRefused: 0 });
  expect(measured.outOfScope).toEqual({ recallAt95: 100, auroc: 1 });
  expect(measured.byTarget).toContainEqual({ name: 'orders', right: 1, of: 2 });
});

test('recall is taken where 95 % are accepted', () => {
  const inScope = Array.from({ length: 100 }, (_, index) => index / 100);
  expect(outOfScopeFigures(inScope, [0.01, 0.04, 0.06, 0.5])).toMatchObject({ recallAt95: 50 });
});

describe('training on an outside set', () => {
  const rows = ['red apple', 'green apple', 'ripe apple pie', 'fast car', 'old car', 'car engine'].map(
    (text) => ({
      text,
      label: text.includes('apple') ? 'fruit' : 'machine',
    }),
  );

  test('takes as many of each label as asked for, the same with the same seed', () => {
    const few = fewOfEach(rows, 2, 3);
    expect(few.map(({ label }) => label).sort()).toEqual(['fruit', 'fruit', 'machine', 'machine']);
    expect(fewOfEach(rows, 2, 3)).toEqual(few);
  });

  test('learns its labels, and leaves what is out of scope out of the training', async () => {
    const data = {
      train: [...rows, { text: 'zzz qqq', label: 'oos' }],
      test: [
        { text: 'an apple', label: 'fruit' },
        { text: 'my car', label: 'machine' },
        { text: 'zzz qqq', label: 'oos' },
      ],
      oosLabel: 'oos',
    };
    const run = await trainOutside(data, new HashEmbeddings(), { shots: undefined, seed: 1 });
    expect(run).toMatchObject({ examples: 6, accuracy: 100, outOfScope: { recallAt95: 100 } });
  });
});
