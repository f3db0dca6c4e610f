import { expect, test } from 'vitest';
import { createBucket } from './bucket.js';

test('a bucket gives its burst at once, and its rate after that', () => {
  let now = 0;
  const take = createBucket(3, 2, () => now);
  expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
  now += 499;
  expect(take()).toBe(false);
  now += 2;
  expect([take(), take()]).toEqual([true, false]);
  now += 60_000;
  expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
});
