import { describe, expect, test } from 'vitest';
import { ROOT } from '../../src/testing/source-files.js';
import { loadCases } from '../cases/load-cases.js';
import { mutate, readMutations } from './mutations.js';

const mutations = readMutations();

test('there are many, each with a name of its own', () => {
  expect(mutations.length).toBeGreaterThanOrEqual(25);
  expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length);
});

describe('what a mutation changes is still there', () => {
  test.each(mutations)('$name', (mutation) => {
    expect(mutate(ROOT, mutation)).toContain(mutation.replace);
  });
});

test('the case that is likely to notice is there', () => {
  const ids = new Set(loadCases().map(({ id }) => id));
  expect(mutations.filter(({ first }) => !ids.has(first))).toEqual([]);
});

test('one whose place is not there is refused', () => {
  const gone = { name: 'x', what: 'x', first: 'x', file: 'src/app.ts', find: 'no such text', replace: '' };
  expect(() => mutate(ROOT, gone)).toThrow('stands 0 times in src/app.ts');
});
