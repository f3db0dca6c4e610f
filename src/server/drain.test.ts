import { expect, test, vi } from 'vitest';
import { openDoor } from '../testing/door.js';
import { createScriptedRuns } from '../testing/scripted-runs.js';

test('a process that stops takes nothing new, and says when to try again', async () => {
  await using door = await openDoor();
  door.server.drain();
  const ready = await door.fetch('/ready');
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ ready: false, checks: { server: 'stopping' } });
  for (const response of [
    await door.postJson('/chat', { message: 'hi' }),
    await door.postJson('/chat/stream', { message: 'hi' }),
    await door.fetch('/chat/stream?q=hi'),
    await door.postJson('/actions', { tool: 'orders.get', args: { order_id: 1 } }),
  ]) {
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.json()).toMatchObject({ code: 'stopping' });
  }
  expect((await door.fetch('/health')).status).toBe(200);
});

test('who waits for a reply still gets it, and who streams is sent away to come back', async () => {
  const runs = createScriptedRuns({ events: () => [] });
  const result = vi.spyOn(runs, 'result');
  await using door = await openDoor({ runs });
  const waiting = door.postJson('/chat', { message: 'hi' });
  await vi.waitFor(() => expect(result).toHaveBeenCalledOnce());
  const stream = await door.fetch('/chat/stream?q=hi');
  const streamed = stream.text();
  door.server.drain();
  expect(await streamed).toMatch(/event: start[^]*\n: stopping, come back\n\n$/);
  runs.emit(result.mock.calls[0]?.[0] ?? '', { type: 'run.finished', outcome: 'done' });
  expect((await waiting).status).toBe(200);
});

test('a stream can be continued while the process stops', async () => {
  await using door = await openDoor();
  const { runId } = await door.runs.accept({ mode: 'helm', userId: '1', message: 'hi' });
  door.server.drain();
  const rest = await door.fetch('/chat/stream', { headers: { 'last-event-id': `${runId}.0` } });
  expect(await rest.text()).toMatch(/event: end\ndata: \{\}\n\n$/);
});

test('close ends what is still open, and nobody can connect after it', async () => {
  const door = await openDoor({ runs: createScriptedRuns({ events: () => [] }) });
  const waiting = door.postJson('/chat', { message: 'hi' });
  await vi.waitFor(() => expect(door.runs.accepted).toHaveLength(1));
  await Promise.all([door.server.close(), expect(waiting).rejects.toThrow()]);
  await expect(door.fetch('/health')).rejects.toThrow();
});
