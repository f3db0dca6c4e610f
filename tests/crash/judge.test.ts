import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/contracts/run-event.js';
import { uuidv7 } from '../../src/core/ids.js';
import { assertSound, judge, type Outcome } from './judge.js';
import type { Story } from './story.js';
import { PLAIN } from './trials.js';

const TOOLS = ['cart.create', 'cart.add', 'checkout'];
const BUS = ['copilot.task.created', ...TOOLS.map(() => 'copilot.action.executed'), 'copilot.task.executed'];

function createStory(): Story {
  const sessionId = `crash-${uuidv7()}`;
  const about = { run_id: uuidv7(), session_id: sessionId, at: new Date().toISOString() };
  const events: RunEvent[] = [
    { seq: 1, ...about, type: 'run.started', mode: 'helm', user_id: '1', planner: 'rules' },
    { seq: 2, ...about, type: 'node.finished', node: 'router', visit: 1, duration_ms: Math.random() },
    { seq: 3, ...about, type: 'run.finished', outcome: 'done' },
  ];
  return {
    sessionId,
    turns: [events],
    record: {
      runs: [{ status: 'done', events }],
      messages: [{ role: 'user', content: 'buy nebula skin' }],
      effects: TOOLS.map((tool) => ({ tool, state: 'done' })),
      outbox: 0,
    },
    writes: TOOLS.map((operation) => ({ operation, replayed: 0 })),
    bus: BUS.map((event) => ({ id: uuidv7(), event })),
  };
}

function judged(change: (story: Story) => void, about: Partial<Outcome> = {}) {
  const story = createStory();
  change(story);
  const trial = { point: 'call_to_result', flow: PLAIN, passage: 1, turn: 0 } as const;
  const death = { at: 0, signal: 'SIGKILL' } as const;
  const outcome = { trial, story, death, failure: undefined, outboxAtDeath: 1, resumedMs: 5, ...about };
  return judge(outcome, createStory());
}

test('two sessions that differ in ids and times only are the same', () => {
  expect(judged(() => undefined)).toMatchObject({ lost: 0, doubled: 0, sameTranscript: true, problems: [] });
});

test('what was only sent or delivered again is counted, and no fault', () => {
  const verdict = judged((story) => {
    story.writes = story.writes.map((write) => ({ ...write, replayed: 1 }));
    story.bus = [...(story.bus ?? []), ...(story.bus ?? []).slice(-1)];
  });
  expect(verdict).toMatchObject({ replayed: 3, redelivered: 1, lost: 0, doubled: 0, problems: [] });
});

describe('found out is', () => {
  test.each<[string, (story: Story) => void, object]>([
    ['a run that did not end', ({ record }) => void (record.runs[0]!.status = 'running'), { lost: 1 }],
    ['a run that failed', ({ record }) => void (record.runs[0]!.status = 'failed'), { lost: 1 }],
    ['a run that nobody knows', ({ record }) => void (record.runs = []), { lost: 1 }],
    ['a write that is missing', ({ writes }) => void writes.pop(), { lost: 1 }],
    ['a write that was done twice', ({ writes }) => void writes.push({ ...writes[0]! }), { doubled: 1 }],
    ['a bus event that is missing', ({ bus }) => void bus?.pop(), { lost: 1 }],
    [
      'a bus event made twice',
      ({ bus }) => void bus?.push({ id: uuidv7(), event: 'copilot.task.executed' }),
      { doubled: 1 },
    ],
    ['an event that is missing', ({ turns }) => void turns[0]?.pop(), { sameTranscript: false }],
    [
      'an event that came twice',
      ({ turns }) => void turns[0]?.splice(1, 0, turns[0][0]!),
      { sameTranscript: false },
    ],
    [
      'another event',
      ({ turns }) => void (turns[0]![2] = { ...turns[0]![0]!, seq: 3 }),
      { sameTranscript: false },
    ],
    ['another message', ({ record }) => void (record.messages = []), { sameTranscript: false }],
    ['an effect that is unsettled', ({ record }) => void (record.effects[0]!.state = 'sent'), { lost: 0 }],
    ['an effect that is missing', ({ record }) => void record.effects.pop(), { lost: 0 }],
    ['an event left in the outbox', ({ record }) => void (record.outbox = 1), { lost: 0 }],
  ])('%s', (_what, change, verdict) => {
    const found = judged(change);
    expect(found).toMatchObject(verdict);
    expect(found.problems).not.toEqual([]);
  });

  test('a process that did not die', () => {
    expect(judged(() => undefined, { death: undefined }).problems).toEqual(['the failpoint was not reached']);
  });

  test('a client that did not get to the end', () => {
    const { problems } = judged(() => undefined, { failure: new Error('timeout') });
    expect(problems).toEqual(['the client did not get to the end: Error: timeout']);
  });

  test('a death at the bus with nothing left to deliver', () => {
    const trial = { point: 'event_to_bus', flow: PLAIN, passage: 1, turn: 0 } as const;
    expect(judged(() => undefined, { trial, outboxAtDeath: 0 }).problems).toHaveLength(1);
  });
});

test('an undisturbed session in which nothing was done is no measure', () => {
  expect(() => assertSound(createStory())).not.toThrow();
  expect(() => assertSound({ ...createStory(), writes: [] })).toThrow('the writes differ');
  expect(() => assertSound({ ...createStory(), bus: [] })).toThrow('the bus events differ');
});
