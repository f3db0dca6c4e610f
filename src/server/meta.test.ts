import { expect, test } from 'vitest';
import { ServiceDocument } from '../contracts/discovery.js';
import { openDoor } from '../testing/door.js';

const SEED_DISCOVERY =
  '{"name":"VEZEPyCopilotVe1","category":"copilot","status":"green",' +
  '"routes":[{"label":"Copilot","href":"/chat"},{"label":"Tools","href":"/tools"}],' +
  '"scopes":["copilot.read","copilot.exec"],' +
  '"events":["copilot.task.created","copilot.action.executed","copilot.game.plan"]}';

test("the service document is the seed's, byte for byte", async () => {
  await using door = await openDoor();
  const response = await door.fetch('/.veze/service.json');
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await response.text()).toBe(SEED_DISCOVERY);
});

test('the service document is yellow while something is not ready', async () => {
  await using door = await openDoor();
  door.readiness.ready = false;
  expect(await (await door.fetch('/.veze/service.json')).text()).toBe(
    SEED_DISCOVERY.replace('green', 'yellow'),
  );
});

test('the service document has the prefix of a proxy, where that is harmless', async () => {
  await using door = await openDoor();
  const hrefs = async (prefix: string): Promise<string[]> => {
    const response = await door.fetch('/.veze/service.json', { headers: { 'x-forwarded-prefix': prefix } });
    return ServiceDocument.parse(await response.json()).routes.map(({ href }) => href);
  };
  expect(await hrefs('/proxy/copilot')).toEqual(['/proxy/copilot/chat', '/proxy/copilot/tools']);
  expect(await hrefs('/proxy/copilot/')).toEqual(['/proxy/copilot/chat', '/proxy/copilot/tools']);
  for (const harmful of [
    '//evil.example',
    '/a"><script>',
    'https://evil.example',
    '/a b',
    `/${'a'.repeat(300)}`,
  ]) {
    expect(await hrefs(harmful)).toEqual(['/chat', '/tools']);
  }
});

test('health is ok, and readiness says what is missing and what it runs on', async () => {
  await using door = await openDoor();
  expect(await (await door.fetch('/health')).text()).toBe('{"status":"ok"}');
  const ready = await door.fetch('/ready');
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({ ready: true, runs_on: { planner: 'rules' } });
  Object.assign(door.readiness, { ready: false, checks: { store: 'connection refused' } });
  const not = await door.fetch('/ready');
  expect(not.status).toBe(503);
  expect(await not.json()).toMatchObject({ ready: false, checks: { store: 'connection refused' } });
});

test('metrics count requests by route pattern, never by address', async () => {
  await using door = await openDoor();
  await door.fetch('/sessions/abc/messages');
  await door.fetch('/wp-admin.php');
  const response = await door.fetch('/metrics');
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  expect(text).toContain('route="/sessions/:id/messages",status="404"} 1');
  expect(text).toContain('route="unmatched",status="404"} 1');
  expect(text).not.toContain('wp-admin');
});

test('every answer carries the headers that keep browsers strict', async () => {
  await using door = await openDoor();
  for (const path of ['/health', '/nothing', '/chat', '/chat/stream?q=hi']) {
    const response = await door.fetch(path);
    await response.text();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  }
});
