import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createConsoleFiles } from './console-files.js';
import { openDoor } from '../testing/door.js';

describe('the console', () => {
  const RUN = '/graph/runs/01a20f27-7a9e-7df9-9416-0f7e4da67532';

  test.each(['/', '/chat', '/graph', RUN, '/tools'])(
    'at %s has links that hold wherever it is shown',
    async (path) => {
      await using door = await openDoor();
      const response = await door.fetch(path);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-store');
      const html = await response.text();
      expect(html).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]* src=)/);
      const links = linksOf(html);
      expect(links.length).toBeGreaterThan(2);
      for (const link of links) {
        expect(link).not.toMatch(/^(\/|[a-z]+:)/);
        const part = await door.fetch(new URL(link, new URL(baseOf(html), `http://x${path}`)).pathname);
        expect(part.status).toBe(200);
        expect(part.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      }
    },
  );

  test('behind a proxy leads through it, and up to its own folder where none says a word', async () => {
    await using door = await openDoor();
    const headers = { 'x-forwarded-prefix': '/proxy/copilot' };
    expect(baseOf(await (await door.fetch(RUN, { headers })).text())).toBe('/proxy/copilot/');
    expect(baseOf(await (await door.fetch(RUN)).text())).toBe('../../');
    expect(await (await door.fetch('/graph')).text()).not.toContain('<base');
  });

  test('is sent compressed to whom takes that, and whole to others', async () => {
    await using door = await openDoor();
    const script =
      linksOf(await (await door.fetch('/graph')).text()).find((link) => link.endsWith('.js')) ?? '';
    const sizeFor = async (encoding: string): Promise<[string | undefined, number]> => {
      const request = get(new URL(script, `${door.url}/`), { headers: { 'accept-encoding': encoding } });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      let size = 0;
      for await (const piece of response) size += (piece as Buffer).length;
      return [response.headers['content-encoding'], size];
    };
    const [encoding, compressed] = await sizeFor('gzip, br');
    const [none, whole] = await sizeFor('identity');
    expect([encoding, none]).toEqual(['gzip', undefined]);
    expect(compressed).toBeLessThan(whole / 2);
  });

  test.each(['console.html', '..%2Fconsole.html', '.stamp', 'no.js'])('has no part %s', async (name) => {
    await using door = await openDoor();
    expect((await door.fetch(`/assets/${name}`)).status).toBe(404);
  });

  test('says how to build it where it has not been', async () => {
    const files = createConsoleFiles('/nowhere/');
    await expect(files.page('')).rejects.toThrow('npm run build');
    expect(await files.asset('console.js')).toBeUndefined();
  });
});

function linksOf(html: string): string[] {
  return [...html.matchAll(/(?:href|src)="([^"]*)"/g)]
    .map(([, link = '']) => link)
    .filter((link) => /\.\w+$/.test(link));
}

function baseOf(html: string): string {
  return /<base href="([^"]*)">/.exec(html)?.[1] ?? '';
}

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
