import { expect, test, vi } from 'vitest';
import { ChatResponse } from '../contracts/chat.js';
import { isUuid } from '../core/ids.js';
import { openDoor } from '../testing/door.js';
import { createScriptedRuns, doneEvents } from '../testing/scripted-runs.js';

test('a message is answered with its reply, its session and its run', async () => {
  await using door = await openDoor();
  const response = await door.postJson('/chat', { user_id: 7, mode: 'helm', message: 'buy nebula skin' });
  expect(response.status).toBe(200);
  const answer = ChatResponse.parse(await response.json());
  expect(answer.reply.text).toBe('You said: buy nebula skin');
  expect(response.headers.get('x-run-id')).toBe(answer.run_id);
  expect(door.runs.accepted).toEqual([
    {
      dryRun: false,
      mode: 'helm',
      userId: '7',
      message: 'buy nebula skin',
      strategy: 'enqueue',
      scopes: ['copilot.read', 'copilot.exec', 'copilot.game', 'copilot.ops'],
    },
  ]);
});

test('who names no user is the anonymous one, no mode is support, and a session stays the same', async () => {
  await using door = await openDoor();
  const response = await door.postJson('/chat', {
    message: 'hi',
    session_id: 42,
    multitask_strategy: 'reject',
  });
  expect(await response.json()).toMatchObject({ session_id: '42' });
  expect(door.runs.accepted).toEqual([
    {
      dryRun: false,
      mode: 'support',
      userId: '1',
      message: 'hi',
      sessionId: '42',
      strategy: 'reject',
      scopes: ['copilot.read', 'copilot.exec', 'copilot.game', 'copilot.ops'],
    },
  ]);
});

test('a caller that goes away does not cancel the run', async () => {
  const runs = createScriptedRuns({ events: (request) => doneEvents(request).slice(0, 2) });
  const result = vi.spyOn(runs, 'result');
  await using door = await openDoor({ runs });
  const leaving = new AbortController();
  const answer = fetch(`${door.url}/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message: 'hi' }),
    signal: leaving.signal,
  });
  await vi.waitFor(() => expect(result).toHaveBeenCalledOnce());
  leaving.abort();
  await expect(answer).rejects.toThrow(/abort/);
  const [runId = '', signal] = result.mock.calls[0] ?? [];
  await vi.waitFor(() => expect(signal?.aborted).toBe(true));
  runs.emit(runId, { type: 'run.finished', outcome: 'done' });
  const run = await door.fetch(`/runs/${runId}`);
  expect(await run.json()).toMatchObject({ status: 'done' });
});

test('a bug is told as an internal error, and its stack goes to the log under the same request id', async () => {
  const runs = createScriptedRuns();
  runs.accept = async () => {
    throw new Error('select secret_column failed');
  };
  await using door = await openDoor({ runs });
  const response = await door.postJson('/chat', { message: 'hi' }, { 'x-request-id': 'req-1' });
  expect(response.status).toBe(500);
  expect(response.headers.get('content-type')).toMatch('application/problem+json');
  const problem = await response.text();
  expect(JSON.parse(problem)).toMatchObject({ code: 'internal_error', detail: 'internal error' });
  expect(problem).not.toMatch(/secret_column|at /);
  const line = door.log.find((entry) => entry.includes('secret_column')) ?? '';
  expect(JSON.parse(line)).toMatchObject({ request_id: 'req-1', level: 'error' });
});

test('requests are logged with their path, never with what was said', async () => {
  await using door = await openDoor();
  await (await door.fetch('/chat/stream?mode=helm&q=mysecretwish')).text();
  await (await door.postJson('/chat', { message: 'mysecretwish' })).text();
  await vi.waitFor(() =>
    expect(door.log.filter((line) => line.includes('request finished'))).toHaveLength(2),
  );
  expect(door.log.join('')).not.toContain('mysecretwish');
});

test('a harmless request id is kept and a harmful one replaced', async () => {
  await using door = await openDoor();
  const kept = await door.fetch('/health', { headers: { 'x-request-id': 'abc-123' } });
  expect(kept.headers.get('x-request-id')).toBe('abc-123');
  const replaced = await door.fetch('/health', { headers: { 'x-request-id': '<script>' } });
  expect(isUuid(replaced.headers.get('x-request-id') ?? '')).toBe(true);
});
