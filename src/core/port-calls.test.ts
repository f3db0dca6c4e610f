import { setTimeout as wait } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, test, vi } from 'vitest';
import { AppError } from './errors.js';
import { createPortCalls, type PortCalls } from './port-calls.js';

type Calls = {
  double(n: number): number;
  fail(code: string): never;
  give(nothing: null): unknown;
  hang(nothing: null, signal: AbortSignal): Promise<void>;
};

let channel: MessageChannel;
const ended = vi.fn();

function open(): { ours: PortCalls<Calls>; theirs: PortCalls<Calls> } {
  channel = new MessageChannel();
  const calls: Calls = {
    double: (n) => n * 2,
    fail(code) {
      throw code === 'not_found' ? new AppError(code, 'there is none') : new TypeError('broken');
    },
    give: () => () => 'a function stays where it is',
    hang: (_nothing, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          ended(signal.reason);
          resolve();
        });
      }),
  };
  return { ours: createPortCalls(channel.port1, calls), theirs: createPortCalls(channel.port2, calls) };
}

afterEach(() => {
  channel.port1.close();
  ended.mockReset();
});

const SOON = { timeoutMs: 5_000 };

test('both ends call each other, and many calls are under way at once', async () => {
  const { ours, theirs } = open();
  const numbers = Array.from({ length: 50 }, (_, n) => n);
  const doubled = await Promise.all(numbers.map((n) => (n % 2 ? ours : theirs).call('double', n, SOON)));
  expect(doubled).toEqual(numbers.map((n) => n * 2));
});

test('what is thrown at the other end is thrown here: with its code, where it has one', async () => {
  const { ours } = open();
  await expect(ours.call('fail', 'not_found', SOON)).rejects.toEqual(
    new AppError('not_found', 'there is none'),
  );
  await expect(ours.call('fail', 'not_found', SOON)).rejects.toBeInstanceOf(AppError);
  await expect(ours.call('fail', 'other', SOON)).rejects.toEqual(new Error('broken'));
});

test('what cannot leave its thread is an error of the call, on either side', async () => {
  const { ours } = open();
  await expect(ours.call('give', null, SOON)).rejects.toThrow('could not be cloned');
  // @ts-expect-error -- no number
  await expect(ours.call('double', () => 1, SOON)).rejects.toThrow('could not be cloned');
  // @ts-expect-error -- there is none
  await expect(ours.call('triple', 1, SOON)).rejects.toThrow('there is no triple');
  expect(await ours.call('double', 2, SOON)).toBe(4);
});

test('an abort and the time limit end the call here at once, and reach the other end with their reason', async () => {
  const { ours } = open();
  const stop = new AbortController();
  const hanging = ours.call('hang', null, { ...SOON, signal: stop.signal });
  stop.abort('nobody waits');
  await expect(hanging).rejects.toBe('nobody waits');
  await expect.poll(() => ended.mock.calls).toEqual([['nobody waits']]);
  await expect(ours.call('hang', null, { ...SOON, signal: stop.signal })).rejects.toBe('nobody waits');
  await expect(ours.call('hang', null, { timeoutMs: 1 })).rejects.toThrow('hang was not answered in 1 ms');
  await expect.poll(() => ended.mock.calls.length).toBe(2);
});

test('where the other end is gone, all calls end: those under way, its own, and those to come', async () => {
  const { ours, theirs } = open();
  const gone = new Error('it is gone');
  const hanging = ours.call('hang', null, SOON);
  const itsOwn = theirs.call('hang', null, SOON);
  // Until its call is here.
  await wait(0);
  expect(await theirs.call('double', 1, SOON)).toBe(2);
  ours.end(gone, 'left alone');
  await expect(hanging).rejects.toBe(gone);
  await expect(ours.call('double', 1, SOON)).rejects.toBe(gone);
  await itsOwn;
  expect(ended.mock.calls).toEqual([['left alone']]);
});
