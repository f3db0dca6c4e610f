import { expect, test } from 'vitest';
import type { MessageView } from '../../contracts/run.js';
import type { RunEvent, RunEventBody } from '../../contracts/run-event.js';
import { changed, NOTHING_SAID, type Change, type Conversation } from './conversation.js';

const AT = '2026-05-01T12:00:00.000Z';

function event(seq: number, body: RunEventBody): RunEvent {
  return { seq, run_id: 'run-1', session_id: 's', at: AT, ...body };
}

function message(role: 'user' | 'assistant', content: string, runId = 'run-1'): MessageView {
  const reply = role === 'user' ? null : ({ kind: 'answer', data: null, text: content } as const);
  return { id: `${runId}-${role}`, role, content, run_id: runId, reply, created_at: AT };
}

const after = (changes: Change[], from: Conversation = NOTHING_SAID): Conversation =>
  changes.reduce(changed, from);
const SAID: Change = { type: 'said', key: 'said-1', said: 'hello', at: AT };
const BEGUN: Change = { type: 'begun', key: 'said-1', runId: 'run-1' };
const DELTAS = ['Hel', 'lo.'].map((text, index) => event(index + 1, { type: 'text.delta', index, text }));

test('a turn is one from its sending to its end, however often its events come', () => {
  const finished = event(4, { type: 'run.finished', outcome: 'done' });
  const reply = event(3, { type: 'reply', reply: { kind: 'answer', data: null, text: 'Hello.' } });
  const { turns } = after([
    SAID,
    BEGUN,
    { type: 'heard', runId: 'run-1', events: DELTAS },
    { type: 'heard', runId: 'run-1', events: [...DELTAS, reply] },
    { type: 'heard', runId: 'run-1', events: [reply, finished] },
  ]);
  expect(turns).toHaveLength(1);
  expect(turns[0]).toMatchObject({
    key: 'said-1',
    runId: 'run-1',
    phase: 'ended',
    reply: { text: 'Hello.' },
  });
  expect(turns[0]?.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
});

test('a run read from the record before its sender knew of it is the same turn', () => {
  const read: Change = { type: 'read', messages: [message('user', 'hello')], pending: [] };
  const { turns } = after([SAID, read, { type: 'heard', runId: 'run-1', events: DELTAS }, BEGUN]);
  expect(turns).toHaveLength(1);
  expect(turns[0]).toMatchObject({ key: 'said-1', said: 'hello', phase: 'running' });
  expect(turns[0]?.events).toHaveLength(2);
});

test('the record orders the turns and ends those it has an answer of', () => {
  const messages = [
    message('user', 'first', 'run-0'),
    message('assistant', 'one', 'run-0'),
    message('user', 'hello'),
  ];
  const { turns } = after([SAID, BEGUN, { type: 'read', messages, pending: [] }]);
  expect(turns.map(({ said, phase }) => [said, phase])).toEqual([
    ['first', 'ended'],
    ['hello', 'running'],
  ]);
  expect(turns[1]?.key).toBe('said-1');
});

test('what was said earlier comes before, and stays there when the record is read again', () => {
  const [old, late] = ['2026-04-01T12:00:00.000Z', AT];
  const page = Array.from({ length: 200 }, (_none, at) => ({
    ...message('user', 'm', `run-${at}`),
    created_at: late,
  }));
  const read: Change = { type: 'read', messages: page, pending: [] };
  const earlier = { ...message('user', 'first', 'run-old'), created_at: old };
  const before = after([read]);
  expect(before.oldest).toBe('run-0-user');
  const now = after([{ type: 'earlier', messages: [earlier] }, read], before);
  expect(now.oldest).toBeNull();
  expect(now.turns.map(({ runId }) => runId)).toEqual(['run-old', ...page.map(({ run_id: id }) => id)]);
});

test('a run that failed behind its reply answers with the failure', () => {
  const { turns } = after([
    SAID,
    BEGUN,
    {
      type: 'heard',
      runId: 'run-1',
      events: [
        event(1, { type: 'reply', reply: { kind: 'answer', data: null, text: 'Done.' } }),
        event(2, { type: 'run.failed', code: 'timeout', message: 'This took too long.' }),
      ],
    },
  ]);
  expect(turns[0]).toMatchObject({ phase: 'ended', reply: { kind: 'error', text: 'This took too long.' } });
});

test('what was not sent stays until it is taken back', () => {
  const unsent = after([SAID, { type: 'unsent', key: 'said-1', problem: 'No.' }]);
  expect(unsent.turns[0]).toMatchObject({ phase: 'unsent', problem: 'No.' });
  const read = changed(unsent, { type: 'read', messages: [], pending: [] });
  expect(read.turns).toHaveLength(1);
  expect(changed(read, { type: 'dropped', key: 'said-1' }).turns).toEqual([]);
});
