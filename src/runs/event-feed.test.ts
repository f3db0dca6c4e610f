import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../contracts/run-event.js';
import { createEventFeed, type EventFeed } from './event-feed.js';

const envelope = (seq: number) => ({ seq, run_id: 'r', session_id: 's', at: '2026-05-01T12:00:00.000Z' });
const piece = (seq: number): RunEvent => ({
  ...envelope(seq),
  type: 'text.delta',
  index: seq,
  text: `${seq}`,
});
const pieces = (from: number, to: number): RunEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => piece(from + index));
const end = (seq: number): RunEvent => ({ ...envelope(seq), type: 'run.finished', outcome: 'done' });

const never = new AbortController().signal;

/** Reads to the end of what the feed gives. */
async function readAll(feed: EventFeed, after = 0, signal: AbortSignal = never): Promise<number[]> {
  const seen: number[] = [];
  for await (const event of feed.read('r', after, signal)) seen.push(event.seq);
  return seen;
}

test('a reader gets what was there, then what comes, and ends with the run', async () => {
  const feed = createEventFeed();
  feed.open('r', pieces(1, 2));
  const reading = readAll(feed);
  feed.publish('r', [piece(3)]);
  await Promise.resolve();
  feed.publish('r', [piece(4), end(5)]);
  expect(await reading).toEqual([1, 2, 3, 4, 5]);
});

test('a late reader gets everything, one in the middle the rest', async () => {
  const feed = createEventFeed();
  feed.open('r', []);
  feed.publish('r', [...pieces(1, 4), end(5)]);
  expect(await readAll(feed)).toEqual([1, 2, 3, 4, 5]);
  expect(await readAll(feed, 3)).toEqual([4, 5]);
});

test('a reader ahead of the run waits for its number', async () => {
  const feed = createEventFeed();
  feed.open('r', pieces(1, 2));
  const reading = readAll(feed, 4);
  feed.publish('r', pieces(3, 4));
  feed.publish('r', [end(5)]);
  expect(await reading).toEqual([5]);
});

test('a reader that gives up is let go, while it waits and between events', async () => {
  const feed = createEventFeed();
  feed.open('r', pieces(1, 3));
  const giveUp = new AbortController();
  const waiting = readAll(feed, 3, giveUp.signal);
  giveUp.abort();
  expect(await waiting).toEqual([]);
  expect(await readAll(feed, 0, AbortSignal.abort())).toEqual([]);

  const between = new AbortController();
  const seen: number[] = [];
  for await (const event of feed.read('r', 0, between.signal)) {
    seen.push(event.seq);
    if (event.seq === 2) between.abort();
  }
  expect(seen).toEqual([1, 2]);
});

test('a run that is let go without an end sends its readers away', async () => {
  const feed = createEventFeed();
  feed.open('r', [piece(1)]);
  const waiting = readAll(feed);
  feed.publish('r', [piece(2)]);
  feed.close('r');
  expect(await waiting).toEqual([1, 2]);
  expect(feed.has('r')).toBe(false);
  expect(await readAll(feed)).toEqual([]);
});

test('a reader that is slow when the run is let go still gets all that was published', async () => {
  const feed = createEventFeed();
  feed.open('r', []);
  const reader = feed.read('r', 0, never);
  const first = reader.next();
  feed.publish('r', [piece(1), piece(2), end(3)]);
  feed.close('r');
  const seen = [(await first).value?.seq];
  for await (const event of reader) seen.push(event.seq);
  expect(seen).toEqual([1, 2, 3]);
});

test('a run that is opened anew sends its readers away, so that they look again', async () => {
  const feed = createEventFeed();
  feed.open('r', []);
  const waiting = readAll(feed);
  feed.open('r', pieces(1, 2));
  expect(await waiting).toEqual([]);
  feed.publish('r', [end(3)]);
  expect(await readAll(feed)).toEqual([1, 2, 3]);
});

test('what is said of a run that is not kept is dropped', async () => {
  const feed = createEventFeed();
  feed.publish('r', [piece(1)]);
  feed.close('r');
  expect(feed.has('r')).toBe(false);
  expect(await readAll(feed)).toEqual([]);
});

test("the events it was opened with stay the caller's own", async () => {
  const feed = createEventFeed();
  const stored = pieces(1, 1);
  feed.open('r', stored);
  feed.publish('r', [end(2)]);
  expect(stored).toHaveLength(1);
});

describe('many readers', () => {
  test('each see all after their number once, in order, however publishing and reading interleave', async () => {
    const readers = fc.array(fc.nat(12), { minLength: 1, maxLength: 5 });
    const batches = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), readers, batches, async (scheduler, afters, sizes) => {
        const feed = createEventFeed();
        feed.open('r', []);
        const total = sizes.reduce((sum, size) => sum + size, 0) + 1;
        const seen = afters.map((): number[] => []);
        const reading = afters.map(async (after, index) => {
          await scheduler.schedule(Promise.resolve());
          for await (const event of feed.read('r', after, never)) {
            seen[index]?.push(event.seq);
            await scheduler.schedule(Promise.resolve());
          }
        });
        let last = 0;
        scheduler.scheduleSequence([
          ...sizes.map((size) => async () => {
            feed.publish('r', pieces(last + 1, last + size));
            last += size;
          }),
          async () => feed.publish('r', [end(total)]),
        ]);
        await scheduler.waitFor(Promise.resolve());
        await scheduler.waitIdle();
        feed.close('r');
        await scheduler.waitIdle();
        await Promise.all(reading);
        const numbers = Array.from({ length: total }, (_, index) => index + 1);
        for (const [index, after] of afters.entries()) {
          expect(seen[index]).toEqual(numbers.filter((number) => number > after));
        }
      }),
      { numRuns: 60 },
    );
  });
});
