import { expect, test } from 'vitest';
import { createVersions } from './versions.js';

function scripted(...answers: (string | Promise<string>)[]) {
  let time = 0;
  let reads = 0;
  const versions = createVersions({
    read: () => Promise.resolve(answers[reads++] ?? 'too many reads'),
    maxAgeMs: 500,
    maxOwners: 2,
    now: () => time,
  });
  return { versions, reads: () => reads, pass: (ms: number) => void (time += ms) };
}

test('asks once for as long as the answer is fresh, however many want to know', async () => {
  const { versions, reads, pass } = scripted('1', '2');
  expect(await Promise.all([versions.current('ann'), versions.current('ann')])).toEqual(['1', '1']);
  pass(499);
  expect(await versions.current('ann')).toBe('1');
  expect(reads()).toBe(1);
  pass(1);
  expect(await versions.current('ann')).toBe('2');
});

test('an answer that was on its way when a write was noted does not undo it', async () => {
  let answer: (version: string) => void = () => undefined;
  const { versions } = scripted(new Promise((resolve) => (answer = resolve)));
  const asked = versions.current('ann');
  versions.note('ann', '8');
  answer('7');
  expect(await asked).toBe('8');
  expect(await versions.current('ann')).toBe('8');
});

test('asks again after it was told to, or after a failure', async () => {
  const { versions } = scripted('1', Promise.reject(new Error('away')), '3');
  await versions.current('ann');
  versions.expire('ann');
  await expect(versions.current('ann')).rejects.toThrow('away');
  expect(await versions.current('ann')).toBe('3');
});

test('remembers no more owners than it may', async () => {
  const { versions, reads } = scripted('a', 'b', 'c', 'a again');
  for (const owner of ['a', 'b', 'c', 'a']) await versions.current(owner);
  expect(reads()).toBe(4);
});
