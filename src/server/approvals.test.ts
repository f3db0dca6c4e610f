import { expect, test } from 'vitest';
import { z } from 'zod';
import { Approval } from '../contracts/approval.js';
import type { EffectView } from '../contracts/effect.js';
import { AppError } from '../core/errors.js';
import { uuidv7 } from '../core/ids.js';
import { openDoor, type TestDoor } from '../testing/door.js';
import { askingApproval, askingReply } from '../testing/scripted-approvals.js';
import { createScriptedRuns, echoReply } from '../testing/scripted-runs.js';
import { readSseFrames } from '../testing/sse-frames.js';

const Approvals = z.object({ approvals: z.array(Approval) });
const Problem = z.object({ code: z.string() });

/** A door behind which "ask" asks one question about ada's conversation. */
async function askingDoor(overrides: Partial<Approval> = {}) {
  const runs = createScriptedRuns({
    reply: (request) =>
      request.message === 'ask' ? askingReply(askingApproval(overrides)) : echoReply(request),
  });
  const door = await openDoor({ runs });
  const asked = await door.postJson('/chat', { message: 'ask', user_id: 'ada' });
  const body = z.object({ session_id: z.string(), reply: Approvals }).parse(await asked.json());
  const approvalId = body.reply.approvals[0]?.approval_id ?? '';
  return { door, sessionId: body.session_id, path: `/sessions/${body.session_id}/approvals/${approvalId}` };
}

async function pendingOf(door: TestDoor, sessionId: string): Promise<Approval[]> {
  const response = await door.fetch(`/sessions/${sessionId}/approvals?user_id=ada`);
  return Approvals.parse(await response.json()).approvals;
}

async function codeOf(response: Response): Promise<string> {
  return `${response.status} ${Problem.parse(await response.json()).code}`;
}

test.each(['approve', 'decline'])('to %s is carried out and its reply waited for', async (decision) => {
  const { door, sessionId, path } = await askingDoor();
  await using _door = door;
  const [pending] = await pendingOf(door, sessionId);
  expect(pending).toMatchObject({ title: 'Send an e-mail to ada@veze.io', session_id: sessionId });
  const response = await door.postJson(path, { decision, user_id: 'ada' });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    reply: expect.objectContaining({ text: expect.stringContaining('Send an e-mail') }),
    session_id: sessionId,
    run_id: response.headers.get('x-run-id'),
    approval_id: pending?.approval_id,
    decision,
  });
  expect(await pendingOf(door, sessionId)).toEqual([]);
});

test('who asks for a stream gets the run that carries it out, from its first event to its end', async () => {
  const { door, path } = await askingDoor();
  await using _door = door;
  const headers = { accept: 'text/event-stream' };
  const response = await door.postJson(path, { decision: 'approve', user_id: 'ada' }, headers);
  const frames = readSseFrames(await response.text());
  expect([frames[0]?.event, ...frames.slice(-3).map(({ event }) => event)]).toEqual([
    'start',
    'run.finished',
    'chunk',
    'end',
  ]);
  expect(JSON.parse(frames[0]?.data ?? '')).toMatchObject({ run_id: response.headers.get('x-run-id') });
  const again = await door.postJson(path, { decision: 'approve', user_id: 'ada' }, headers);
  expect(await codeOf(again)).toBe('409 approval_answered');
});

test('edits reach the runs as they were made', async () => {
  const { door, sessionId, path } = await askingDoor();
  await using _door = door;
  await door.postJson(path, { decision: 'approve', edits: { subject: 'Hi' }, user_id: 'ada' });
  expect(door.runs.answers).toEqual([
    {
      approvalId: path.split('/').at(-1),
      sessionId,
      userId: 'ada',
      answer: { decision: 'approve', edits: { subject: 'Hi' } },
    },
  ]);
});

test('a question is answered once, however often its answer is sent', async () => {
  const { door, path } = await askingDoor();
  await using _door = door;
  const answers = await Promise.all(
    ['approve', 'approve', 'decline'].map((decision) => door.postJson(path, { decision, user_id: 'ada' })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(await codeOf(await door.postJson(path, { decision: 'approve', user_id: 'ada' }))).toBe(
    '409 approval_answered',
  );
  expect(door.runs.answers).toHaveLength(1);
});

test('a question that is not theirs is not there for anybody else', async () => {
  const { door, sessionId, path } = await askingDoor();
  await using _door = door;
  expect(await codeOf(await door.fetch(`/sessions/${sessionId}/approvals?user_id=eve`))).toBe(
    '404 not_found',
  );
  expect(await codeOf(await door.fetch(`/sessions/${sessionId}/approvals`))).toBe('404 not_found');
  for (const user_id of ['eve', undefined])
    expect(await codeOf(await door.postJson(path, { decision: 'approve', user_id }))).toBe('404 not_found');
  const other = path.replace(sessionId, uuidv7());
  const unknown = `/sessions/${sessionId}/approvals/${uuidv7()}`;
  const noId = `/sessions/${sessionId}/approvals/1%27--`;
  for (const address of [other, unknown, noId])
    expect(await codeOf(await door.postJson(address, { decision: 'approve', user_id: 'ada' }))).toBe(
      '404 not_found',
    );
  expect(door.runs.answers).toEqual([]);
});

test('an expired question is not listed and cannot be answered', async () => {
  const { door, sessionId, path } = await askingDoor({ expires_at: '2001-01-01T00:00:00.000Z' });
  await using _door = door;
  expect(await pendingOf(door, sessionId)).toEqual([]);
  expect(await codeOf(await door.postJson(path, { decision: 'approve', user_id: 'ada' }))).toBe(
    '409 approval_expired',
  );
});

test('an answer to what has changed since is refused as stale', async () => {
  const runs = createScriptedRuns();
  runs.answerApproval = async () => {
    throw new AppError('approval_stale', 'The price has changed.');
  };
  await using door = await openDoor({ runs });
  const path = `/sessions/s1/approvals/${uuidv7()}`;
  expect(await codeOf(await door.postJson(path, { decision: 'approve' }))).toBe('409 approval_stale');
});

test.each([
  ['no decision', {}],
  ['another decision', { decision: 'maybe' }],
  ['a decision that is a list', { decision: ['approve'] }],
  ['edits that are a list', { decision: 'approve', edits: [1] }],
])('%s never answers', async (_name, body) => {
  const { door, path } = await askingDoor();
  await using _door = door;
  expect((await door.postJson(path, { ...body, user_id: 'ada' })).status).toBe(400);
  expect(door.runs.answers).toEqual([]);
});

test('a page of another site cannot answer, and a stopping process takes no answer', async () => {
  const { door, path } = await askingDoor();
  await using _door = door;
  const answer = { decision: 'approve', user_id: 'ada' };
  const foreign = await door.postJson(path, answer, { origin: 'https://evil.example' });
  expect(await codeOf(foreign)).toBe('403 forbidden');
  door.server.drain();
  expect(await codeOf(await door.postJson(path, answer))).toBe('503 stopping');
  expect(door.runs.answers).toEqual([]);
});

test("a user's writes are listed for that user", async () => {
  const effect = (user: string): EffectView => ({
    key: `key-${user}`,
    run_id: uuidv7(),
    session_id: 's',
    tool: 'email.send',
    args: {},
    state: 'unknown',
    result: null,
    error: null,
    created_at: '2026-05-01T12:00:00.000Z',
    updated_at: '2026-05-01T12:00:00.000Z',
  });
  const runs = createScriptedRuns({ effects: (user) => [effect(user), effect(user)] });
  await using door = await openDoor({ runs });
  const ada = await door.fetch('/effects?user_id=ada&limit=1');
  expect(await ada.json()).toMatchObject({ effects: [{ key: 'key-ada', state: 'unknown' }] });
  const anonymous = await door.fetch('/effects');
  expect(await anonymous.json()).toMatchObject({ effects: [{ key: 'key-1' }, {}] });
  for (const limit of ['0', '201', 'x'])
    expect((await door.fetch(`/effects?limit=${limit}`)).status).toBe(400);
});
