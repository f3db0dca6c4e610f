import { expect, test } from 'vitest';
import type { Approval } from '../contracts/approval.js';
import type { RunEventBody } from '../contracts/run-event.js';
import { questionsLeft } from './questions-left.js';

const question = (id: string): Approval => ({
  approval_id: id,
  session_id: 's',
  run_id: 'r',
  step_id: 1,
  tool: 'orders.refund',
  title: 'Refund order 123',
  details: [],
  amount: null,
  args: {},
  status: 'pending',
  expires_at: '2026-03-14T18:45:00.000Z',
});

async function left(message: string, open: readonly Approval[], isLive = true) {
  const withdrawn: string[] = [];
  const events: RunEventBody[] = [];
  const records = {
    listOpenQuestions: () => Promise.resolve([...open]),
    withdrawQuestion: (id: string) => {
      if (isLive) withdrawn.push(id);
      return Promise.resolve(isLive);
    },
  };
  const run = { runId: 'run', attempt: 1, sessionId: 's', message };
  const { open: rest, undone } = await questionsLeft(records, run, (event) => void events.push(event));
  const told = undone === undefined ? {} : { undone: undone.approval_id };
  return { rest: rest.map(({ approval_id: id }) => id), withdrawn, events, ...told };
}

test('what is taken back is ended with a no, on the log of the run that heard it', async () => {
  expect(await left('no wait, i mean order 127', [question('a')])).toEqual({
    rest: [],
    withdrawn: ['a'],
    events: [{ type: 'approval.answered', approval_id: 'a', decision: 'decline' }],
  });
});

test('of several nobody knows which is meant, and one that was answered meanwhile stays answered', async () => {
  const several = await left('no, order 127', [question('a'), question('b')]);
  expect(several).toEqual({ rest: ['a', 'b'], withdrawn: [], events: [] });
  expect(await left('no, order 127', [question('a')], false)).toEqual({
    rest: ['a'],
    withdrawn: [],
    events: [],
  });
});

test('a message that is like an answer leaves the question open, and any other does not look', async () => {
  expect((await left('ok but why?', [question('a')])).rest).toEqual(['a']);
  expect((await left('where is my order', [question('a')])).rest).toEqual([]);
});

test('a no that goes on with something else ends the question, which is told; a doubtful one does not', async () => {
  expect(await left('no wait, say "hello universe"', [question('a')])).toMatchObject({
    rest: [],
    withdrawn: ['a'],
    undone: 'a',
  });
  for (const doubtful of ['no wait yes', 'no idea, ask me later', 'nothing else?'])
    expect((await left(doubtful, [question('a')])).withdrawn).toEqual([]);
});
