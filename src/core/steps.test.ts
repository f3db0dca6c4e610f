import { expect, test } from 'vitest';
import { finish, finishInSlices, type Steps } from './steps.js';

function* counting(upTo: number, seen: number[]): Steps<string> {
  for (let step = 1; step <= upTo; step += 1) {
    seen.push(step);
    yield;
  }
  return `counted to ${upTo}`;
}

test('steps are all taken at once, or with turns of the event loop in between', async () => {
  expect(finish(counting(3, []))).toBe('counted to 3');
  const seen: number[] = [];
  const counted = finishInSlices(counting(3, seen), 0);
  expect(seen).toEqual([1]);
  await expect(counted).resolves.toBe('counted to 3');
  expect(seen).toEqual([1, 2, 3]);
});

test('a step that fails fails the whole', async () => {
  function* failing(): Steps<never> {
    yield;
    throw new Error('no further');
  }
  expect(() => finish(failing())).toThrow('no further');
  await expect(finishInSlices(failing(), 0)).rejects.toThrow('no further');
});
