import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { pause, startDeadline } from './deadline.js';

it('ends by the time limit', async () => {
  const deadline = startDeadline(new AbortController().signal, 1);
  expect(deadline.endedBy()).toBeUndefined();
  await new Promise((resolve) => deadline.signal.addEventListener('abort', resolve));
  expect(deadline.endedBy()).toBe('timeout');
  expect(deadline.remainingMs()).toBeLessThanOrEqual(1);
});

it('ends by the caller, before or after it was started', () => {
  const late = startDeadline(AbortSignal.abort(), 60_000);
  expect(late.endedBy()).toBe('cancelled');
  late.clear();
  const caller = new AbortController();
  const deadline = startDeadline(caller.signal, 60_000);
  caller.abort();
  expect([deadline.endedBy(), deadline.signal.aborted]).toEqual(['cancelled', true]);
  deadline.clear();
});

it('lets go of the caller when it is cleared', () => {
  const caller = new AbortController();
  const deadline = startDeadline(caller.signal, 60_000);
  deadline.clear();
  expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0);
});

it('a pause ends with its time or with the abort, and lets go of the signal', async () => {
  const caller = new AbortController();
  await pause(1, caller.signal);
  expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0);
  const long = pause(60_000, caller.signal);
  caller.abort();
  await long;
  await pause(60_000, caller.signal);
});
