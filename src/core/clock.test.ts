import { expect, test } from 'vitest';
import { createFixedClock, systemClock } from './clock.js';

test('a fixed clock stands until it is moved, and what it gave does not change', () => {
  const clock = createFixedClock('2026-05-01T12:00:00.000Z');
  const first = clock.now();
  expect(clock.now().toISOString()).toBe('2026-05-01T12:00:00.000Z');
  clock.advance(90_000);
  expect(clock.now().toISOString()).toBe('2026-05-01T12:01:30.000Z');
  expect(first.toISOString()).toBe('2026-05-01T12:00:00.000Z');
});

test('the system clock is the system clock', () => {
  const before = Date.now();
  const now = systemClock.now().getTime();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});
