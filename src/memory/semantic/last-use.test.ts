import { expect, test } from 'vitest';
import { createLastUse } from './last-use.js';

type Used = readonly { owner: string; id: string }[];

function rig(fails = false) {
  const writes: Used[] = [];
  const errors: unknown[] = [];
  const clock = { at: 0 };
  const lastUse = createLastUse({
    mark: async (used) => {
      writes.push(used);
      if (fails) throw new Error('away');
    },
    now: () => clock.at,
    onError: (error) => errors.push(error),
  });
  return { lastUse, writes, errors, clock };
}

test('uses are collected and written together, each with its owner', async () => {
  const { lastUse, writes } = rig();
  lastUse.note('ada', ['a', 'b']);
  lastUse.note('bob', ['c']);
  expect(writes).toEqual([]);
  await lastUse.flush();
  const ada = ['a', 'b'].map((id) => ({ owner: 'ada', id }));
  expect(writes).toEqual([[...ada, { owner: 'bob', id: 'c' }]]);
});

test('a memory is noted once in five minutes', async () => {
  const { lastUse, writes, clock } = rig();
  for (const at of [0, 299_000, 300_000, 301_000]) {
    clock.at = at;
    lastUse.note('ada', ['a']);
    await lastUse.flush();
  }
  expect(writes).toHaveLength(2);
});

test('nothing used writes nothing', async () => {
  const { lastUse, writes } = rig();
  lastUse.note('ada', []);
  await lastUse.flush();
  expect(writes).toEqual([]);
});

test('a note that could not be written is made again with the next use', async () => {
  const { lastUse, writes, errors } = rig(true);
  lastUse.note('ada', ['a']);
  await lastUse.flush();
  lastUse.note('ada', ['a']);
  await lastUse.flush();
  expect(errors).toHaveLength(2);
  expect(writes).toHaveLength(2);
});
