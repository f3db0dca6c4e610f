import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../contracts/run-event.js';
import { alignRuns, differencesFirst } from './align-runs.js';
import { RECORDED } from './recordings.fixture.js';

const { asks, parallel, replanned } = RECORDED;

/** The run with one of its events changed. */
function changed<T extends RunEvent['type']>(
  events: RunEvent[],
  type: T,
  change: (event: Extract<RunEvent, { type: T }>) => object,
): RunEvent[] {
  return events.map((event) =>
    event.type === type
      ? ({ ...event, ...change(event as Extract<RunEvent, { type: T }>) } as RunEvent)
      : event,
  );
}

const told = (pairs: ReturnType<typeof alignRuns>): string[] =>
  pairs.map(
    ({ title, parent, fork, same }) =>
      `${parent ? 'p' : '-'}${fork ? 'f' : '-'} ${same ? '=' : '≠'} ${title}`,
  );

describe('a run beside its fork', () => {
  test.each(Object.entries(RECORDED))('is the same where nothing differs: %s', (_name, events) => {
    const pairs = alignRuns(events, events);
    expect(pairs.length).toBeGreaterThan(3);
    expect(pairs.filter(({ same }) => !same)).toEqual([]);
    expect(pairs.map(({ parent }) => parent?.seq)).toEqual(pairs.map(({ fork }) => fork?.seq));
  });

  test('takes times, ids and marks of rehearsal for no difference', () => {
    const fork = asks.map((event): RunEvent => {
      const moved = { ...event, at: '2030-01-01T00:00:00.000Z', run_id: 'another' };
      if (event.type !== 'tool.finished') return moved as RunEvent;
      const result = { ...(event.result as object), dry_run: true } as RunEvent extends never
        ? never
        : object;
      return { ...moved, duration_ms: 9_999, replayed: true, dry_run: true, result } as RunEvent;
    });
    const pairs = alignRuns(asks, fork);
    expect(pairs.filter(({ same }) => !same)).toEqual([]);
    expect(pairs.some((pair) => pair.fork?.replayed)).toBe(true);
  });

  test('names what is different in each, and brings it first', () => {
    const fork = changed(parallel, 'reply', ({ reply }) => ({ reply: { ...reply, text: 'Other words.' } }));
    const pairs = differencesFirst(alignRuns(parallel, fork));
    expect(pairs[0]).toMatchObject({
      title: 'Reply',
      same: false,
      changes: [{ path: 'text', kind: 'changed' }],
    });
    expect(pairs.slice(1).every(({ same }) => same)).toBe(true);
    expect(pairs.slice(1).map(({ parent }) => parent?.seq)).toEqual(
      pairs
        .slice(1)
        .flatMap(({ parent }) => parent?.seq ?? [])
        .sort((a, b) => a - b),
    );
  });

  test('pairs the calls of another plan by their tools, and leaves what one has alone', () => {
    const calls = replanned.filter(({ type }) => type === 'tool.failed' || type === 'tool.finished');
    const [first] = calls;
    if (first === undefined || !('step_id' in first)) throw new Error('the recording has no call');
    const fork = replanned
      .filter((event) => event === first || (event.type !== 'tool.failed' && event.type !== 'tool.finished'))
      .map((event) =>
        'step_id' in event && event.step_id === first.step_id ? { ...event, step_id: 7 } : event,
      );
    const pairs = alignRuns(replanned, fork as RunEvent[]);
    const own = pairs.filter(({ fork: other }) => other === undefined);
    expect(own).toHaveLength(calls.length - 1);
    const joined = pairs.find(({ fork: other }) => other?.key === 'call 7');
    expect(joined?.parent?.key).toBe(`call ${first.step_id}`);
  });

  test('has what only the fork did where it did it', () => {
    const end = parallel.length - 1;
    const extra = { ...parallel.find(({ type }) => type === 'tool.finished'), step_id: 9, tool: 'rag.ask' };
    const fork = [...parallel.slice(0, end), extra as RunEvent, ...parallel.slice(end)].map((event, at) => ({
      ...event,
      seq: at + 1,
    }));
    expect(told(alignRuns(parallel, fork)).slice(-2)).toEqual(['-f ≠ Step 9: rag.ask', 'pf = End']);
  });
});
