import { expect, test } from 'vitest';
import { openDoor } from '../testing/door.js';
import { isTrustedOrigin } from './origin.js';

const HELM = 'https://helm.veze.example';
const EVIL = 'https://evil.example';

test.each([
  ['no browser', {}, true],
  ['our own page', { origin: 'http://copilot:8016', host: 'copilot:8016' }, true],
  ['an allowed page', { origin: HELM, host: 'copilot:8016' }, true],
  [
    'our page behind a proxy that names its host',
    { origin: 'https://veze.io', host: 'c', 'x-forwarded-host': 'veze.io' },
    true,
  ],
  [
    'our page by the word of the browser',
    { origin: 'https://veze.io', host: 'c', 'sec-fetch-site': 'same-origin' },
    true,
  ],
  ['a foreign page', { origin: EVIL, host: 'copilot:8016' }, false],
  ['a foreign image or link', { host: 'copilot:8016', 'sec-fetch-site': 'cross-site' }, false],
  ['a sandboxed page', { origin: 'null', host: 'copilot:8016' }, false],
  ['a page that begins like an allowed one', { origin: `${HELM}.evil.example`, host: 'c' }, false],
  ['an allowed host by another scheme', { origin: HELM.replace('https', 'http'), host: 'c' }, false],
  ['another port of our host', { origin: 'http://copilot:99', host: 'copilot:8016' }, false],
])('%s: trusted %s', (_name, headers, trusted) => {
  expect(isTrustedOrigin(headers, [HELM])).toBe(trusted);
});

test('a foreign page can start nothing, by POST or by the GET that streams', async () => {
  await using door = await openDoor();
  const headers = { origin: EVIL };
  expect((await door.postJson('/chat', { message: 'hi' }, headers)).status).toBe(403);
  expect((await door.postJson('/actions', { tool: 'orders.get' }, headers)).status).toBe(403);
  expect((await door.fetch('/chat/stream?q=hi', { headers })).status).toBe(403);
  expect(
    (await door.fetch('/chat/stream?q=hi', { headers: { 'sec-fetch-site': 'cross-site' } })).status,
  ).toBe(403);
  expect(door.runs.accepted).toEqual([]);
});

test.each(['PATCH', 'DELETE'])('a foreign page can change nothing by %s', async (method) => {
  await using door = await openDoor();
  const response = await door.fetch('/memories/all', { method, headers: { origin: EVIL } });
  expect(response.status).toBe(403);
});

test('CORS answers the allowed origin by name and no other', async () => {
  await using door = await openDoor();
  const allowed = await door.postJson('/chat', { message: 'hi' }, { origin: HELM });
  expect(allowed.status).toBe(200);
  expect(allowed.headers.get('access-control-allow-origin')).toBe(HELM);
  expect(allowed.headers.get('vary')).toMatch(/origin/i);
  for (const origin of [EVIL, 'null']) {
    const other = await door.fetch('/health', { headers: { origin } });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  }
});

test('a preflight is answered for the allowed origin alone', async () => {
  await using door = await openDoor();
  const preflight = (origin: string): Promise<Response> =>
    door.fetch('/chat', { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
  const allowed = await preflight(HELM);
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get('access-control-allow-headers')).toContain('last-event-id');
  const other = await preflight(EVIL);
  expect(other.headers.get('access-control-allow-methods')).toBeNull();
});
