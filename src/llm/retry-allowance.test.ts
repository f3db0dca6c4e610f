import { expect, test } from 'vitest';
import { createRetryAllowance } from './retry-allowance.js';

/** How many of so many calls that all fail are made again. */
function retriesOf(calls: number, allowance = createRetryAllowance()): number {
  let retries = 0;
  for (let call = 0; call < calls; call += 1) {
    allowance.earn();
    if (allowance.take()) retries += 1;
  }
  return retries;
}

test('the first faults are retried, later ones at most every twentieth', () => {
  expect(retriesOf(2)).toBe(2);
  expect(retriesOf(40)).toBe(3);
  expect(retriesOf(1_000)).toBe(51);
});

test('what was not needed does not add up', () => {
  const allowance = createRetryAllowance();
  for (let call = 0; call < 10_000; call += 1) allowance.earn();
  expect(retriesOf(10, allowance)).toBe(2);
});
