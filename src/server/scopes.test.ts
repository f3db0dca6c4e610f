import { request } from 'node:http';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { uuidv7 } from '../core/ids.js';
import { openDoor } from '../testing/door.js';
import { connectSocket } from '../testing/socket-client.js';

const ID = uuidv7();
const READS = [
  '/sessions',
  '/sessions/1/messages',
  '/sessions/1/approvals',
  '/sessions/1/events',
  `/runs/${ID}`,
  `/runs/${ID}/events`,
  '/effects',
  '/chat/stream?q=hi',
  '/matches',
  '/matches/m-1',
];

test.each(READS)('%s needs copilot.read', async (path) => {
  await using door = await openDoor();
  for (const scopes of ['', 'copilot.exec', 'admin']) {
    const response = await door.fetch(path, { headers: { 'x-veze-scopes': scopes } });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'forbidden' });
    expect((await door.fetch(path, { method: 'HEAD', headers: { 'x-veze-scopes': scopes } })).status).toBe(
      403,
    );
  }
  const allowed = await door.fetch(path, { headers: { 'x-veze-scopes': 'copilot.read' } });
  await allowed.body?.cancel();
  expect([200, 404]).toContain(allowed.status);
  expect(door.runs.accepted.length).toBe(path.startsWith('/chat') ? 1 : 0);
});

test.each(['/health', '/ready', '/actions', '/openapi.json', '/chat', '/.veze/service.json'])(
  '%s is for everybody',
  async (path) => {
    await using door = await openDoor();
    expect((await door.fetch(path, { headers: { 'x-veze-scopes': '' } })).status).toBe(200);
  },
);

test.each([
  [undefined, ['copilot.read', 'copilot.exec', 'copilot.game', 'copilot.ops']],
  ['copilot.exec,copilot.read', ['copilot.read', 'copilot.exec']],
  [' copilot.read  admin root', ['copilot.read']],
])('with the scopes %j a message is accepted with %j', async (header, scopes) => {
  await using door = await openDoor();
  const headers: Record<string, string> = header === undefined ? {} : { 'x-veze-scopes': header };
  await door.postJson('/chat', { message: 'hi' }, headers);
  await (await door.postJson('/chat/stream', { message: 'hi' }, headers)).text();
  await using client = await connectSocket(`${door.url}/ws`, { headers });
  client.send({ message: 'hi' });
  await client.next();
  expect(door.runs.accepted.map((accepted) => accepted.scopes)).toEqual([scopes, scopes, scopes]);
});

test('who may not read is not heard', async () => {
  await using door = await openDoor();
  const headers = { 'x-veze-scopes': 'copilot.exec' };
  for (const path of ['/chat', '/chat/stream', `/runs/${ID}/cancel`])
    expect((await door.postJson(path, { message: 'hi' }, headers)).status).toBe(403);
  expect(door.runs.accepted).toEqual([]);
});

test('an answer and a write need copilot.exec, reading with a tool copilot.read', async () => {
  await using door = await openDoor();
  const read = { 'x-veze-scopes': 'copilot.read' };
  const exec = { 'x-veze-scopes': 'copilot.exec' };
  const write = { tool: 'email.send', args: { to: 'ada@veze.io' } };
  const look = { tool: 'orders.get', args: { order_id: 1 } };
  const answer = `/sessions/1/approvals/${ID}`;
  expect((await door.postJson(answer, { decision: 'approve' }, read)).status).toBe(403);
  expect((await door.postJson(answer, { decision: 'approve' }, exec)).status).toBe(404);
  expect((await door.postJson('/actions', write, read)).status).toBe(403);
  expect((await door.postJson('/actions', look, exec)).status).toBe(403);
  expect(door.runs.toolCalls).toEqual([]);
  expect((await door.postJson('/actions', write, exec)).status).toBe(200);
  expect((await door.postJson('/actions', look, read)).status).toBe(200);
});

test('a second header cannot give back what the first took away', async () => {
  await using door = await openDoor();
  const sent = request(`${door.url}/sessions/1/approvals/${ID}`, {
    method: 'POST',
    headers: { 'x-veze-scopes': ['copilot.read', 'copilot.exec copilot.read'] },
  });
  sent.end();
  const [response] = await once(sent, 'response');
  response.resume();
  expect(response.statusCode).toBe(403);
});

test('over a socket the scopes of its upgrade hold for every frame', async () => {
  await using door = await openDoor();
  await using reader = await connectSocket(`${door.url}/ws`, {
    headers: { 'x-veze-scopes': 'copilot.read' },
  });
  const approve = { op: 'approve', session_id: '1', approval_id: ID, decision: 'approve', id: 1 };
  reader.send(approve);
  expect(await reader.next()).toMatchObject({ op: 'error', code: 'forbidden', id: 1 });
  await using writer = await connectSocket(`${door.url}/ws`, {
    headers: { 'x-veze-scopes': 'copilot.exec' },
  });
  writer.send(approve);
  expect(await writer.next()).toMatchObject({ op: 'error', code: 'not_found', id: 1 });
  for (const frame of [
    { message: 'hi' },
    { op: 'chat', message: 'hi' },
    { op: 'subscribe', run_id: ID },
    { op: 'unsubscribe', run_id: ID },
    { op: 'cancel', run_id: ID },
  ]) {
    writer.send(frame);
    expect(await writer.next()).toMatchObject({ op: 'error', code: 'forbidden' });
  }
  writer.send({ op: 'ping' });
  expect(await writer.next()).toEqual({ op: 'pong' });
});
