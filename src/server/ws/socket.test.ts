import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { ServerFrame } from '../../contracts/socket.js';
import { openDoor } from '../../testing/door.js';
import { createScriptedRuns, doneEvents } from '../../testing/scripted-runs.js';
import { connectSocket } from '../../testing/socket-client.js';

/** Runs that go on until they are told to end. */
function openRuns() {
  return createScriptedRuns({ events: (request) => doneEvents(request).slice(0, 2) });
}

/** Why an upgrade was refused: the status and body of the answer. */
async function refusal(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const socket = new WebSocket(url.replace('http', 'ws'), { headers });
  socket.on('error', () => {});
  const [, response] = await once(socket, 'unexpected-response');
  let body = '';
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode, body };
}

test("a message in the seed's dialect is answered with its reply", async () => {
  await using door = await openDoor();
  await using client = await connectSocket(`${door.url}/ws`);
  client.send({ mode: 'helm', message: 'buy nebula skin' });
  expect(await client.next()).toMatchObject({ reply: { kind: 'answer', text: 'You said: buy nebula skin' } });
  client.send({ message: 'and this' });
  expect(await client.next()).toMatchObject({ session_id: expect.any(String), run_id: expect.any(String) });
  expect(door.runs.accepted.map(({ mode, userId }) => [mode, userId])).toEqual([
    ['helm', '1'],
    ['support', '1'],
  ]);
});

test('a chat is accepted, streams its events where asked, and ends with the reply', async () => {
  await using door = await openDoor();
  await using client = await connectSocket(`${door.url}/ws?user_id=ada`);
  client.send({ op: 'chat', id: 'c1', mode: 'helm', message: 'hi', session_id: 's1', stream: true });
  const frames = [];
  do frames.push(ServerFrame.parse(await client.next()));
  while (frames.at(-1)?.op !== 'reply');
  expect(frames.map(({ op }) => op)).toEqual(['accepted', ...Array(6).fill('event'), 'reply']);
  expect(frames.every((frame) => 'id' in frame && frame.id === 'c1')).toBe(true);
  expect(frames.flatMap((frame) => (frame.op === 'event' ? frame.event.seq : []))).toEqual([
    1, 2, 3, 4, 5, 6,
  ]);
  expect(door.runs.accepted[0]).toMatchObject({ userId: 'ada', sessionId: 's1' });
});

test('a chat that does not stream is accepted and replied to', async () => {
  await using door = await openDoor();
  await using client = await connectSocket(`${door.url}/ws`);
  client.send({ op: 'chat', message: 'hi', user_id: 9 });
  expect([(await client.next())['op'], (await client.next())['op']]).toEqual(['accepted', 'reply']);
  expect(door.runs.accepted[0]).toMatchObject({ userId: '9' });
});

test('several turns run at once over one socket, accepted in the order in which they were sent', async () => {
  const runs = openRuns();
  const accept = runs.accept;
  // The first message takes longest to save.
  runs.accept = async (request) => {
    for (let turn = Number(request.message); turn < 3; turn += 1) await new Promise(setImmediate);
    return accept(request);
  };
  await using door = await openDoor({ runs });
  await using client = await connectSocket(`${door.url}/ws`);
  for (const message of ['0', '1', '2']) client.send({ op: 'chat', id: message, message });
  const accepted = [await client.next(), await client.next(), await client.next()];
  expect(accepted.map(({ op, id }) => `${String(op)} ${String(id)}`)).toEqual([
    'accepted 0',
    'accepted 1',
    'accepted 2',
  ]);
  for (const { id, run_id } of accepted.toReversed()) {
    runs.emit(String(run_id), { type: 'run.finished', outcome: 'done' });
    expect(await client.next()).toMatchObject({ op: 'reply', id });
  }
});

test('a reader that comes back gets the events after the number it names, and each once', async () => {
  await using door = await openDoor({ runs: openRuns() });
  const { runId } = await door.runs.accept({ mode: 'helm', userId: '1', message: 'hi' });
  await using client = await connectSocket(`${door.url}/ws`);
  client.send({ op: 'subscribe', run_id: runId, after: 1, id: 5 });
  expect(await client.next()).toMatchObject({ op: 'event', id: 5, event: { seq: 2 } });
  door.runs.emit(runId, { type: 'run.finished', outcome: 'done' });
  expect(await client.next()).toMatchObject({ event: { seq: 3, type: 'run.finished' } });
});

test('who unsubscribes gets no more events, and a closed socket follows nothing', async () => {
  await using door = await openDoor({ runs: openRuns() });
  const { runId } = await door.runs.accept({ mode: 'helm', userId: '1', message: 'hi' });
  await using client = await connectSocket(`${door.url}/ws`);
  client.send({ op: 'subscribe', run_id: runId, after: 2 });
  await vi.waitFor(() => expect(door.runs.followers()).toBe(1));
  client.send({ op: 'unsubscribe', run_id: runId });
  expect(await client.next()).toEqual({ op: 'unsubscribed', run_id: runId });
  await vi.waitFor(() => expect(door.runs.followers()).toBe(0));
  client.send({ op: 'subscribe', run_id: runId, after: 2 });
  await vi.waitFor(() => expect(door.runs.followers()).toBe(1));
  client.socket.terminate();
  await vi.waitFor(() => expect(door.runs.followers()).toBe(0));
});

test('a run is cancelled, and a ping answered', async () => {
  await using door = await openDoor({ runs: openRuns() });
  const { runId } = await door.runs.accept({ mode: 'helm', userId: '1', message: 'hi' });
  await using client = await connectSocket(`${door.url}/ws`);
  client.send({ op: 'cancel', run_id: runId });
  expect(await client.next()).toEqual({ op: 'cancelled', run_id: runId, cancelled: true });
  client.send({ op: 'ping', id: 1 });
  expect(await client.next()).toEqual({ op: 'pong', id: 1 });
});

test('what is wrong is answered with an error frame, and the socket stays open', async () => {
  await using door = await openDoor();
  const { runId } = await door.runs.accept({ mode: 'helm', userId: 'ada', message: 'hi' });
  await using client = await connectSocket(`${door.url}/ws`);
  for (const [frame, code] of [
    ['{"op":', 'invalid_json'],
    ['[]', 'invalid_body'],
    ['null', 'invalid_body'],
    [`{"message":${'['.repeat(40)}${']'.repeat(40)}}`, 'invalid_body'],
    [{ op: 'dance', id: 'x' }, 'unknown_op'],
    [{ op: ['chat'], id: 'x' }, 'invalid_field'],
    [{ op: 'chat', message: 5, id: 'x' }, 'invalid_field'],
    [{ op: 'chat', message: 'hi', mode: 'root', id: 'x' }, 'unknown_mode'],
    [{ message: 'hi', mode: 'root' }, 'unknown_mode'],
    [{}, 'invalid_field'],
    [{ op: 'chat', message: ' ', id: 'x' }, 'empty_message'],
    [{ op: 'subscribe', run_id: runId, id: 'x' }, 'not_found'],
    [{ op: 'cancel', run_id: runId, id: 'x' }, 'not_found'],
    [{ op: 'cancel', run_id: 'x', id: 'x' }, 'not_found'],
    [{ op: 'subscribe', run_id: runId, after: -1, id: 'x' }, 'invalid_field'],
  ] as const) {
    client.send(frame);
    const id = typeof frame === 'object' && 'id' in frame ? { id: 'x' } : {};
    expect(await client.next()).toEqual({ op: 'error', code, message: expect.any(String), ...id });
  }
  client.send({ op: 'ping' });
  expect(await client.next()).toEqual({ op: 'pong' });
});

test('a bug is an internal error to the client', async () => {
  const runs = createScriptedRuns();
  runs.accept = async () => {
    throw new Error('secret');
  };
  await using door = await openDoor({ runs });
  await using client = await connectSocket(`${door.url}/ws`);
  client.send({ message: 'hi' });
  expect(await client.next()).toEqual({ op: 'error', code: 'internal_error', message: 'internal error' });
});

test('too many turns at once are refused, each by itself', async () => {
  await using door = await openDoor({ runs: openRuns(), limits: { socketTurns: 1 } });
  await using client = await connectSocket(`${door.url}/ws`);
  client.send({ op: 'chat', message: 'one', id: 1 });
  client.send({ op: 'chat', message: 'two', id: 2 });
  const frames = [await client.next(), await client.next()];
  expect(frames).toContainEqual(expect.objectContaining({ op: 'accepted', id: 1 }));
  expect(frames).toContainEqual(expect.objectContaining({ op: 'error', code: 'queue_full', id: 2 }));
});

test.each([
  ['a frame of more than 64 KB', (socket: WebSocket) => socket.send('x'.repeat(65_537)), 1009],
  ['a binary frame', (socket: WebSocket) => socket.send(Buffer.from('{}')), 1003],
  [
    'too many fragments',
    (socket: WebSocket) => {
      for (let part = 0; part < 300; part += 1) socket.send('x', { fin: false });
    },
    1008,
  ],
  [
    'too many frames',
    (socket: WebSocket) => {
      for (let frame = 0; frame < 70; frame += 1) socket.send('{"op":"ping"}');
    },
    4429,
  ],
])('%s ends the socket', async (_name, misbehave, code) => {
  await using door = await openDoor();
  await using client = await connectSocket(`${door.url}/ws`);
  misbehave(client.socket);
  expect((await client.closed).code).toBe(code);
});

test('a client that does not read is closed and the turn lives on', async () => {
  const big = 'x'.repeat(100_000);
  const runs = createScriptedRuns({
    events: () =>
      Array.from({ length: 300 }, (_, index) => ({ type: 'text.delta' as const, index, text: big })),
  });
  await using door = await openDoor({ runs, limits: { pingMs: 20 } });
  await using client = await connectSocket(`${door.url}/ws`);
  client.socket.pause();
  client.send({ op: 'chat', message: 'hi', stream: true });
  // The doors read along with every run; the socket reads beside them.
  await vi.waitFor(() => expect(runs.followers()).toBe(2));
  await vi.waitFor(() => expect(runs.followers()).toBe(1), { timeout: 5000 });
  expect(runs.accepted).toHaveLength(1);
});

test('a client that answers pings stays, and one that does not is let go', async () => {
  await using door = await openDoor({ limits: { pingMs: 10 } });
  await using alive = await connectSocket(`${door.url}/ws`);
  await using dead = await connectSocket(`${door.url}/ws`, { autoPong: false });
  expect((await dead.closed).code).toBe(1006);
  alive.send({ op: 'ping' });
  expect(await alive.next()).toEqual({ op: 'pong' });
});

test('who may not upgrade is told why', async () => {
  await using door = await openDoor();
  const foreign = await refusal(`${door.url}/ws`, { origin: 'https://evil.example' });
  expect(foreign).toMatchObject({ status: 403, body: expect.stringContaining('"code":"forbidden"') });
  for (const path of ['/socket', '//', '/ws/']) expect((await refusal(door.url + path)).status).toBe(404);
  await using own = await connectSocket(`${door.url}/ws`, {
    headers: { origin: 'https://helm.veze.example' },
  });
  expect(own.socket.readyState).toBe(WebSocket.OPEN);
  door.server.drain();
  expect((await refusal(`${door.url}/ws`)).status).toBe(503);
});

test('a process that stops closes its sockets with the code that says: come back', async () => {
  await using door = await openDoor();
  await using client = await connectSocket(`${door.url}/ws`);
  door.server.drain();
  expect(await client.closed).toEqual({ code: 1012, reason: 'restarting' });
  await vi.waitFor(async () =>
    expect((await door.metrics.scrape()).body).toContain('copilot_open_streams{kind="ws"} 0'),
  );
});

test('a connection reset while it is refused harms nobody', async () => {
  await using door = await openDoor();
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write('GET /nope HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
  socket.resetAndDestroy();
  expect((await door.fetch('/health')).status).toBe(200);
});
