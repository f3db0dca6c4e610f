import { connect } from 'node:net';
import { EventSource } from 'eventsource';
import { expect, test, vi } from 'vitest';
import { RunEvent } from '../contracts/run-event.js';
import { openDoor, type TestDoor } from '../testing/door.js';
import { createScriptedRuns, doneEvents, echoReply } from '../testing/scripted-runs.js';
import { readSseFrames, readUntil, type ReadFrame } from '../testing/sse-frames.js';

const ASK = '/chat/stream?mode=helm&q=hello';

async function frames(response: Response): Promise<ReadFrame[]> {
  return readSseFrames(await response.text());
}

async function resume(door: TestDoor, id: string): Promise<ReadFrame[]> {
  return frames(await door.fetch(ASK, { headers: { 'last-event-id': id } }));
}

test('a stream is start, the events by name, chunk, end, and every frame has an id', async () => {
  await using door = await openDoor();
  const response = await door.fetch(ASK);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  const all = await frames(response);
  expect(all.map(({ event }) => event)).toEqual([
    'start',
    ...doneEvents({ mode: 'helm', userId: '1', message: 'hello' }).map(({ type }) => type),
    'chunk',
    'end',
  ]);
  const runId = response.headers.get('x-run-id') ?? '';
  expect(all.map(({ id }) => id)).toEqual([
    ...[0, 1, 2, 3, 4, 5, 6].map((seq) => `${runId}.${seq}`),
    `${runId}.6.chunk`,
    `${runId}.6.end`,
  ]);
  expect(JSON.parse(all[0]?.data ?? '')).toMatchObject({ mode: 'helm', run_id: runId });
  expect(RunEvent.parse(JSON.parse(all[1]?.data ?? '')).seq).toBe(1);
  expect(JSON.parse(all.at(-2)?.data ?? '')).toEqual(
    echoReply({ mode: 'helm', userId: '1', message: 'hello' }),
  );
  expect(all.at(-1)?.data).toBe('{}');
});

test('a reader that comes back behind any frame gets exactly the rest, and no other run starts', async () => {
  await using door = await openDoor();
  const all = await frames(await door.fetch(ASK));
  for (const [at, { id }] of all.slice(0, -1).entries()) {
    expect(await resume(door, id)).toEqual(all.slice(at + 1));
  }
  expect(door.runs.accepted).toHaveLength(1);
});

test('behind the end there is nothing, which tells an EventSource to stay away', async () => {
  await using door = await openDoor();
  const all = await frames(await door.fetch(ASK));
  const again = await door.fetch(ASK, { headers: { 'last-event-id': all.at(-1)?.id ?? '' } });
  expect(again.status).toBe(204);
});

test('the place can be named in the address, needs no question then, and the header wins', async () => {
  await using door = await openDoor();
  const all = await frames(await door.fetch(ASK));
  const [first, second] = [all[0]?.id ?? '', all[1]?.id ?? ''];
  expect(await frames(await door.fetch(`/chat/stream?last_event_id=${first}`))).toEqual(all.slice(1));
  const both = await door.fetch(`/chat/stream?last_event_id=${first}`, {
    headers: { 'last-event-id': second },
  });
  expect(await frames(both)).toEqual(all.slice(2));
});

test.each([
  'garbage',
  '-1',
  `${'0'.repeat(36)}.1`,
  '01a2056b-5dc4-73b0-bdcb-52a9df41360c.18446744073709551616',
  '1.2.3.end',
])('the last event id %j is refused, and starts nothing', async (id) => {
  await using door = await openDoor();
  const response = await door.fetch(ASK, { headers: { 'last-event-id': id } });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'bad_request' });
  expect(door.runs.accepted).toEqual([]);
});

test("another user's run is not there", async () => {
  await using door = await openDoor();
  const all = await frames(await door.fetch(`${ASK}&user_id=ada`));
  for (const id of [all[1]?.id ?? '', all.at(-1)?.id ?? '']) {
    expect((await door.fetch(`${ASK}&user_id=eve`, { headers: { 'last-event-id': id } })).status).toBe(404);
  }
  expect(
    (await door.fetch(`${ASK}&user_id=ada`, { headers: { 'last-event-id': all[0]?.id ?? '' } })).status,
  ).toBe(200);
});

test('a POST streams the same, and resumes the same', async () => {
  await using door = await openDoor();
  const all = await frames(await door.postJson('/chat/stream', { mode: 'helm', message: 'hello' }));
  expect(all.at(-1)?.event).toBe('end');
  const again = await door.postJson(
    '/chat/stream',
    { message: 'hello' },
    { 'last-event-id': all[2]?.id ?? '' },
  );
  expect(await frames(again)).toEqual(all.slice(3));
  expect(door.runs.accepted).toHaveLength(1);
});

test('a HEAD starts no run', async () => {
  await using door = await openDoor();
  expect((await door.fetch(ASK, { method: 'HEAD' })).status).toBe(200);
  expect(door.runs.accepted).toEqual([]);
});

test('events are sent as they happen, and a run that failed answers with the failure', async () => {
  const runs = createScriptedRuns({
    events: (request) => doneEvents(request).slice(0, 5),
    reply: () => ({ kind: 'error', msg: 'It failed.', text: 'It failed.' }),
  });
  await using door = await openDoor({ runs });
  const response = await door.fetch(ASK);
  const reader = response.text();
  runs.emit(response.headers.get('x-run-id') ?? '', {
    type: 'run.failed',
    code: 'internal',
    message: 'It failed.',
  });
  const all = readSseFrames(await reader);
  expect(all.slice(-3).map(({ event }) => event)).toEqual(['run.failed', 'chunk', 'end']);
  expect(JSON.parse(all.at(-2)?.data ?? '')).toMatchObject({ kind: 'error', msg: 'It failed.' });
});

test('an EventSource whose connection is lost comes back by itself and holds every event once', async () => {
  const runs = createScriptedRuns({ events: (request) => doneEvents(request).slice(0, 2) });
  await using door = await openDoor({ runs, limits: { retryMs: 1 } });
  const seen: string[] = [];
  const source = new EventSource(door.url + ASK);
  const ended = new Promise<void>((resolve) => source.addEventListener('end', () => resolve()));
  for (const name of ['start', 'run.started', 'node.started', 'node.finished', 'run.finished', 'chunk']) {
    source.addEventListener(name, ({ lastEventId }) => seen.push(lastEventId));
  }
  await vi.waitFor(() => expect(seen).toHaveLength(3));
  const runId = (seen[0] ?? '').slice(0, 36);
  door.server.drain();
  runs.emit(runId, { type: 'node.finished', node: 'router', visit: 1, duration_ms: 1 });
  runs.emit(runId, { type: 'run.finished', outcome: 'done' });
  await ended;
  source.close();
  expect(seen).toEqual([...[0, 1, 2, 3, 4].map((seq) => `${runId}.${seq}`), `${runId}.4.chunk`]);
  expect(runs.accepted).toHaveLength(1);
});

test('a quiet stream shows that it is alive, and says when to come back', async () => {
  const runs = createScriptedRuns({ events: () => [] });
  await using door = await openDoor({ runs, limits: { heartbeatMs: 5 } });
  const text = await readUntil(await door.fetch(ASK), (soFar) => soFar.split('\n:\n').length > 3);
  expect(Number(/^retry: (\d+)$/m.exec(text)?.[1])).toBeGreaterThanOrEqual(1000);
  // The doors' own, which reads along with every run, stays.
  await vi.waitFor(() => expect(runs.followers()).toBe(1));
});

test('a reader that stops reading makes the run wait for it, and is cut after a while', async () => {
  const big = 'x'.repeat(50_000);
  const runs = createScriptedRuns({
    events: () =>
      Array.from({ length: 400 }, (_, index) => ({ type: 'text.delta' as const, index, text: big })),
  });
  await using door = await openDoor({ runs, limits: { stallMs: 30 } });
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1');
  socket.on('error', () => {});
  socket.pause();
  socket.write(`GET ${ASK} HTTP/1.1\r\nhost: x\r\n\r\n`);
  await vi.waitFor(() => expect(runs.accepted).toHaveLength(1));
  await vi.waitFor(() => expect(runs.followers()).toBe(1), { timeout: 5000 });
  expect((await door.metrics.scrape()).body).toContain('copilot_open_streams{kind="sse"} 0');
  socket.destroy();
});

test('text of every kind arrives as it was sent', async () => {
  const text = 'a\r\nb\n\nc\u2028d\uFEFFe: f\u0000 😀 data: x\nid: 9';
  await using door = await openDoor();
  const all = await frames(await door.postJson('/chat/stream', { message: text }));
  expect(JSON.parse(all.at(-2)?.data ?? '')).toMatchObject({ data: { echo: text } });
});
