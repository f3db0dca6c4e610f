import { expect, test } from 'vitest';
import { createFixedClock } from '../core/clock.js';
import type { RunEvent } from '../contracts/run-event.js';
import type { EventRow } from '../store/run-events.js';
import { createEventFeed } from './event-feed.js';
import { FencedError } from './commit-queue.js';
import { createRunLog } from './run-log.js';

const AT = '2026-05-01T12:00:00.000Z';

function createLog(options: { ours?: boolean; stored?: RunEvent[] } = {}) {
  const rows: EventRow[] = [];
  const failures: Error[] = [];
  const published: RunEvent[] = [];
  const feed = createEventFeed();
  const log = createRunLog({
    clock: createFixedClock(AT),
    feed: { ...feed, publish: (_runId, events) => void published.push(...events) },
    append: async (given) => {
      rows.push(...given);
      return new Set(options.ours === false ? [] : ['r']);
    },
  });
  const stored = options.stored ?? [];
  const writer = log.open({
    runId: 'r',
    sessionId: 's',
    attempt: 3,
    stored,
    onFailure: (error) => failures.push(error),
  });
  return { writer, rows, failures, published };
}

const envelope = (seq: number) => ({ seq, run_id: 'r', session_id: 's', at: AT });

test('facts are numbered from 1, stamped, and published when they are committed', async () => {
  const { writer, rows, published } = createLog();
  expect(writer.emit({ type: 'text.delta', index: 0, text: 'a' })).toBe(true);
  expect(writer.emit({ type: 'text.delta', index: 1, text: 'b' })).toBe(true);
  expect(published).toEqual([]);
  await writer.flush();
  expect(published).toEqual([
    { ...envelope(1), type: 'text.delta', index: 0, text: 'a' },
    { ...envelope(2), type: 'text.delta', index: 1, text: 'b' },
  ]);
  expect(rows.map(({ attempt, json }) => [attempt, JSON.parse(json)])).toEqual(
    published.map((event) => [3, event]),
  );
});

test('a fact is said once, and costs no number the second time', async () => {
  const { writer, published } = createLog();
  writer.emit({ type: 'text.delta', index: 0, text: 'a' });
  expect(writer.emit({ type: 'text.delta', index: 0, text: 'other' })).toBe(false);
  writer.emit({ type: 'text.delta', index: 1, text: 'b' });
  await writer.flush();
  expect(published.map((event) => event.seq)).toEqual([1, 2]);
});

test('a run that is taken up again goes on where the record ends, and repeats nothing of it', async () => {
  const stored: RunEvent[] = [
    { ...envelope(1), type: 'run.started', mode: 'helm', user_id: 'ada', planner: 'rules' },
    { ...envelope(2), type: 'node.started', node: 'router', visit: 1 },
  ];
  const { writer, published } = createLog({ stored });
  expect(writer.emit({ type: 'run.started', mode: 'helm', user_id: 'ada', planner: 'llm' })).toBe(false);
  expect(writer.emit({ type: 'node.started', node: 'router', visit: 1 })).toBe(false);
  expect(writer.emit({ type: 'node.started', node: 'router', visit: 2 })).toBe(true);
  await writer.flush();
  expect(published.map((event) => event.seq)).toEqual([3]);
});

test('the last event is numbered behind what is committed', async () => {
  const { writer } = createLog();
  expect(writer.seal({ type: 'run.cancelled', reason: 'user' }).event.seq).toBe(1);
  writer.emit({ type: 'text.delta', index: 0, text: 'a' });
  await writer.flush();
  const row = writer.seal({ type: 'run.finished', outcome: 'done' });
  expect(row).toMatchObject({ attempt: 3, key: 'run.end', event: { ...envelope(2), type: 'run.finished' } });
  expect(JSON.parse(row.json)).toEqual(row.event);
});

test('a run that is not ours any more is told so', async () => {
  const { writer, failures, published } = createLog({ ours: false });
  writer.emit({ type: 'text.delta', index: 0, text: 'a' });
  await expect(writer.flush()).rejects.toBeInstanceOf(FencedError);
  expect(failures).toHaveLength(1);
  expect(published).toEqual([]);
});
