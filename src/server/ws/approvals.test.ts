import { expect, test } from 'vitest';
import type { RunEventBody } from '../../contracts/run-event.js';
import { ServerFrame } from '../../contracts/socket.js';
import { openDoor } from '../../testing/door.js';
import { askingApproval, askingReply } from '../../testing/scripted-approvals.js';
import { createScriptedRuns, doneEvents, echoReply } from '../../testing/scripted-runs.js';
import { connectSocket, type SocketClient } from '../../testing/socket-client.js';

/** Runs in which "ask" asks; `approval_id` is known beforehand. */
function askingRuns() {
  const approval = askingApproval();
  const runs = createScriptedRuns({
    reply: (request) => (request.message === 'ask' ? askingReply(approval) : echoReply(request)),
  });
  return { runs, approvalId: approval.approval_id };
}

/** The frames up to the answer to a ping: all that was pushed before. */
async function framesSoFar(client: SocketClient): Promise<ServerFrame[]> {
  client.send({ op: 'ping' });
  const frames: ServerFrame[] = [];
  for (;;) {
    const frame = ServerFrame.parse(await client.next());
    if (frame.op === 'pong') return frames;
    frames.push(frame);
  }
}

test('an answer is accepted, and replied to with the run that carried it out', async () => {
  const { runs, approvalId } = askingRuns();
  await using door = await openDoor({ runs });
  const { sessionId } = await runs.accept({ mode: 'support', userId: 'ada', message: 'ask' });
  await using client = await connectSocket(`${door.url}/ws?user_id=ada`);
  const edits = { subject: 'Hi' };
  const frame = { op: 'approve', session_id: sessionId, approval_id: approvalId, decision: 'approve' };
  client.send({ ...frame, edits, id: 7 });
  const frames = [await client.next(), await client.next(), await client.next()];
  const accepted = frames.find(({ op }) => op === 'accepted');
  const turn = { id: 7, session_id: sessionId, run_id: expect.any(String) };
  expect(accepted).toMatchObject(turn);
  const run_id = accepted?.['run_id'];
  expect(frames).toContainEqual({
    ...turn,
    op: 'reply',
    run_id,
    reply: expect.objectContaining({ kind: 'answer' }),
  });
  expect(frames).toContainEqual({
    op: 'approval.answered',
    session_id: sessionId,
    approval_id: approvalId,
    decision: 'approve',
    run_id,
  });
  expect(runs.answers).toMatchObject([{ userId: 'ada', answer: { decision: 'approve', edits } }]);
  client.send({ ...frame, id: 8 });
  expect(await client.next()).toMatchObject({ op: 'error', code: 'approval_answered', id: 8 });
  client.send({ ...frame, user_id: 'eve', id: 9 });
  expect(await client.next()).toMatchObject({ op: 'error', code: 'not_found', id: 9 });
  client.send({ ...frame, approval_id: 'x', id: 10 });
  expect(await client.next()).toMatchObject({ op: 'error', code: 'not_found', id: 10 });
});

test("both sockets of a user are told what REST did, and nobody else's is", async () => {
  const { runs, approvalId } = askingRuns();
  await using door = await openDoor({ runs });
  await using first = await connectSocket(`${door.url}/ws?user_id=ada`);
  await using second = await connectSocket(`${door.url}/ws?user_id=ada`);
  await using blind = await connectSocket(`${door.url}/ws?user_id=ada`, { headers: { 'x-veze-scopes': '' } });
  await using foreign = await connectSocket(`${door.url}/ws?user_id=eve`);
  await using anonymous = await connectSocket(`${door.url}/ws`);
  const chat = { message: 'ask', user_id: 'ada', session_id: 's1' };
  expect((await door.postJson('/chat', chat)).status).toBe(200);
  for (const client of [first, second])
    expect(await client.next()).toMatchObject({
      op: 'approval.requested',
      session_id: 's1',
      approval: { approval_id: approvalId, session_id: 's1', title: 'Send an e-mail to ada@veze.io' },
    });
  const answer = { decision: 'decline', user_id: 'ada' };
  const response = await door.postJson(`/sessions/s1/approvals/${approvalId}`, answer);
  for (const client of [first, second])
    expect(await client.next()).toEqual({
      op: 'approval.answered',
      session_id: 's1',
      approval_id: approvalId,
      decision: 'decline',
      run_id: response.headers.get('x-run-id'),
    });
  for (const client of [first, second, blind, foreign, anonymous])
    expect(await framesSoFar(client)).toEqual([]);
});

test('a yes in words is told too', async () => {
  const { approvalId } = askingRuns();
  const events: RunEventBody[] = [
    { type: 'approval.answered', approval_id: approvalId, decision: 'approve' },
    { type: 'approval.answered', approval_id: approvalId, decision: 'something else' },
  ];
  const runs = createScriptedRuns({ events: (request) => [...events, ...doneEvents(request)] });
  await using door = await openDoor({ runs });
  await using client = await connectSocket(`${door.url}/ws`);
  const response = await door.postJson('/chat', { message: 'yes', session_id: 's1' });
  expect(await client.next()).toEqual({
    op: 'approval.answered',
    session_id: 's1',
    approval_id: approvalId,
    decision: 'approve',
    run_id: response.headers.get('x-run-id'),
  });
  expect(await framesSoFar(client)).toEqual([]);
});

test('a question of a run that failed is not put to anybody', async () => {
  const runs = createScriptedRuns({
    events: (request) => [
      ...doneEvents(request, askingReply(askingApproval())).slice(0, -1),
      { type: 'run.failed', code: 'internal', message: 'That did not work.' },
    ],
  });
  await using door = await openDoor({ runs });
  await using client = await connectSocket(`${door.url}/ws`);
  await door.postJson('/chat', { message: 'hi' });
  expect(await framesSoFar(client)).toEqual([]);
});

test('a run that cannot be read along with is served all the same', async () => {
  const runs = createScriptedRuns();
  runs.follow = async function* () {
    yield* [];
    throw new Error('no database');
  };
  await using door = await openDoor({ runs });
  expect((await door.postJson('/chat', { message: 'hi' })).status).toBe(200);
  expect(door.log.join('')).toContain('could not be announced');
});

test('a stopping process reads along with nothing', async () => {
  const runs = createScriptedRuns({ events: (request) => doneEvents(request).slice(0, 2) });
  await using door = await openDoor({ runs });
  await using client = await connectSocket(`${door.url}/ws`);
  client.send({ op: 'chat', message: 'hi' });
  expect(await client.next()).toMatchObject({ op: 'accepted' });
  expect(runs.followers()).toBe(1);
  door.server.drain();
  await client.closed;
  expect(runs.followers()).toBe(0);
});
