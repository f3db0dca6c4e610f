import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Problem } from '../contracts/problem.js';
import { openDoor, type TestDoor } from '../testing/door.js';

let door: TestDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.server.close());

const JSON_TYPE = { 'content-type': 'application/json' };

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return Problem.parse(await response.json());
}

/** Sends bytes as they are and reads the whole answer. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(bytes);
  return text(socket);
}

test.each([
  ['broken JSON', '{"message":', 400, 'invalid_body'],
  ['a bare string', '"hi"', 400, 'invalid_body'],
  ['a list', '[1]', 400, 'invalid_body'],
  ['null', 'null', 400, 'invalid_body'],
  ['no message', '{}', 400, 'invalid_field'],
  ['a message that is a number', '{"message":5}', 400, 'invalid_field'],
  ['a message that is a list', '{"message":["hi"]}', 400, 'invalid_field'],
  ['a user that is an object', '{"message":"hi","user_id":{}}', 400, 'invalid_field'],
  ['a user with spaces', '{"message":"hi","user_id":"a b"}', 400, 'invalid_field'],
  ['a session that is a fraction', '{"message":"hi","session_id":1.5}', 400, 'invalid_field'],
  ['an unknown mode', '{"message":"hi","mode":"root"}', 400, 'unknown_mode'],
  ['a mode in capitals', '{"message":"hi","mode":"HELM"}', 400, 'unknown_mode'],
  ['a mode that is a number', '{"message":"hi","mode":1}', 400, 'invalid_field'],
  ['an unknown strategy', '{"message":"hi","multitask_strategy":"fight"}', 400, 'invalid_field'],
  ['a prototype key', '{"message":"hi","__proto__":{"admin":true}}', 400, 'invalid_body'],
  ['an empty message', '{"message":"  "}', 400, 'empty_message'],
  ['33 levels', `{"message":"hi","x":${'['.repeat(32)}${']'.repeat(32)}}`, 400, 'invalid_body'],
  ['20,000 levels', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 400, 'invalid_body'],
  ['64 KB and a bit', JSON.stringify({ message: 'x'.repeat(65_536) }), 413, 'body_too_large'],
])('%s is refused as what it is', async (_name, body, status, code) => {
  const before = door.runs.accepted.length;
  const problem = await problemOf(await door.postJson('/chat', body));
  expect(problem).toMatchObject({ status, code, type: `urn:veze:problem:${code}` });
  expect(door.runs.accepted).toHaveLength(before);
});

test('32 levels are not too deep', async () => {
  const body = `{"message":"hi","x":${'['.repeat(31)}${']'.repeat(31)}}`;
  expect((await door.postJson('/chat', body)).status).toBe(200);
});

test('a field that is wrong is named', async () => {
  const problem = await problemOf(await door.postJson('/chat', { message: 5, session_id: {} }));
  expect(problem.errors?.map(({ path }) => path).sort()).toEqual(['message', 'session_id']);
});

test.each([
  ['text', 'text/plain'],
  ['a form', 'application/x-www-form-urlencoded'],
  ['XML', 'application/xml'],
  ['a form with files', 'multipart/form-data; boundary=x'],
])('%s is no JSON', async (_name, type) => {
  const body = '{"message":"hi"}';
  const response = await door.fetch('/chat', { method: 'POST', headers: { 'content-type': type }, body });
  expect(await problemOf(response)).toMatchObject({ status: 415, code: 'unsupported_media_type' });
});

test('a compressed body is refused before it is opened', async () => {
  const response = await door.fetch('/chat', {
    method: 'POST',
    headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
    body: gzipSync(Buffer.alloc(10_000_000)),
  });
  expect(await problemOf(response)).toMatchObject({ status: 415, code: 'unsupported_media_type' });
});

test('a body without end is read up to the limit and no further', async () => {
  const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`;
  const head =
    'POST /chat HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
  const answer = await raw(head + chunk.repeat(3));
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toMatch(/connection: close/i);
});

test('an address of 64 KB is refused', async () => {
  const answer = await raw(`GET /chat/stream?q=${'x'.repeat(65_536)} HTTP/1.1\r\nhost: x\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  expect(answer).toContain('"code":"headers_too_large"');
});

test.each([
  ['no HTTP', 'hello\r\n\r\n'],
  ['two lengths', 'POST /chat HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx'],
  [
    'a length beside chunks',
    'POST /chat HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['no host', 'GET /health HTTP/1.1\r\n\r\n'],
  ['a NUL in a header', 'GET /health HTTP/1.1\r\nhost: x\r\nlast-event-id: a\u0000b\r\n\r\n'],
])('%s is answered once, with 400', async (_name, bytes) => {
  const answer = await raw(bytes);
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400']);
});

test.each([
  ['/chat/stream?mode=helm', 'invalid_field'],
  ['/chat/stream?mode=root&q=hi', 'unknown_mode'],
  ['/chat/stream?q=a&q=b', 'invalid_field'],
  ['/chat/stream?q=', 'empty_message'],
  ['/sessions?limit=0', 'invalid_field'],
  ['/sessions?limit=many', 'invalid_field'],
  [`/sessions?q=${'a'.repeat(201)}`, 'invalid_field'],
  ['/sessions?user_id=a%20b', 'invalid_field'],
  ['/sessions/x/messages?before=1', 'invalid_field'],
  ['/sessions/a%00b/messages', 'invalid_field'],
])('GET %s is 400 %s', async (path, code) => {
  expect(await problemOf(await door.fetch(path))).toMatchObject({ status: 400, code });
});

test.each([
  '/nothing',
  '/chat/',
  '/CHAT',
  '/%E0%A4%A',
  '/assets/../secret',
  '/runs/1',
  '/runs/%2e%2e/events',
])('GET %s is not there', async (path) => {
  expect(await problemOf(await door.fetch(path))).toMatchObject({ status: 404, code: 'not_found' });
});

test('a method that is not for it is told which ones are', async () => {
  const response = await door.fetch('/chat', { method: 'DELETE' });
  expect(await problemOf(response)).toMatchObject({ status: 405, code: 'method_not_allowed' });
  expect(response.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
});
