import { describe, expect, test } from 'vitest';
import { ROOT } from '../../src/testing/source-files.js';
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

test('one whose place is not there is refused', () => {
  const gone = { name: 'x', what: 'x', file: 'src/app.ts', find: 'no such text', replace: '' };
  expect(() => mutate(ROOT, gone)).toThrow('stands 0 times in src/app.ts');
});
