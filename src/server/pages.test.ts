import { once } from 'node:events';
import { get } from 'node:http';
import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { openDoor } from '../testing/door.js';

const PAGES = ['/', '/chat', '/tools'];

test.each(PAGES)('%s is a page whose links hold and whose policy it keeps itself', async (path) => {
  await using door = await openDoor();
  const response = await door.fetch(path);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const html = await response.text();
  expect(html).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]* src=)|<base/);
  const links = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link = '']) => link);
  expect(links.length).toBeGreaterThan(4);
  for (const link of links) {
    expect(link).not.toMatch(/^(\/|[a-z]+:)/);
    expect((await door.fetch(new URL(link, `http://x${path}`).pathname)).status).toBe(200);
  }
});

test('behind a proxy the links of a page lead through it', async () => {
  await using door = await openDoor();
  const html = await (await door.fetch('/', { headers: { 'x-forwarded-prefix': '/proxy/copilot' } })).text();
  expect(html).toContain('<base href="/proxy/copilot/">');
  const harmful = await (await door.fetch('/', { headers: { 'x-forwarded-prefix': '/"><script>' } })).text();
  expect(harmful).not.toContain('<base');
});

test('a page runs our scripts alone, and may be framed by the allowed shells alone', async () => {
  await using door = await openDoor();
  const policy = (await door.fetch('/chat')).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");
  expect(policy).toContain("frame-ancestors 'self' https://helm.veze.example");
  expect(policy).not.toMatch(/unsafe|\*/);
});

test.each(['home', 'chat', 'tools'])('the script of %s is JavaScript that writes no markup', async (name) => {
  await using door = await openDoor();
  const response = await door.fetch(`/assets/${name}.js`);
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const source = await response.text();
  expect(() => new Script(source)).not.toThrow();
  expect(source).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/);
  expect(source).not.toMatch(/fetch\('\//);
});

test('a part that has not changed is not sent again', async () => {
  await using door = await openDoor();
  const etag = (await door.fetch('/assets/page.css')).headers.get('etag') ?? '';
  // `fetch` adds `cache-control: no-cache` to a request with this header, which asks for the whole again.
  const request = get(`${door.url}/assets/page.css`, { headers: { 'if-none-match': etag } });
  const [response] = await once(request, 'response');
  response.resume();
  expect(response.statusCode).toBe(304);
});
