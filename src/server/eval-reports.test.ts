import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDoor, type TestDoor } from '../testing/door.js';

const REPORT = {
  totals: { cases: 1, turns: 2, passed: 0, failed: 1, errors: 0 },
  cases: [{ id: 'a/b', suite: 'a', title: 'A case', status: 'failed', findings: [] }],
};
let folder: string;
let door: TestDoor;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evals-'));
  for (const name of ['', 'before', 'other', 'empty']) await mkdir(join(folder, name), { recursive: true });
  for (const name of ['', 'before'])
    await writeFile(join(folder, name, 'results.json'), JSON.stringify(REPORT));
  await writeFile(join(folder, 'other', 'results.json'), '{"format":9}');
  await writeFile(join(folder, 'report.html'), '<p>The report</p>');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  const config = { host: '127.0.0.1', port: 0, anonymousUser: '1', allowedOrigins: [], evalsFolder: folder };
  door = await openDoor({ config });
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test('the reports of a folder are listed and read, files of another format left out', async () => {
  const { reports } = (await (await door.fetch('/evals/reports')).json()) as { reports: { name: string }[] };
  expect(reports.map(({ name }) => name).sort()).toEqual(['before', 'latest']);
  expect(reports).toContainEqual(
    expect.objectContaining({ name: 'latest', has_page: true, totals: REPORT.totals }),
  );
  expect(await (await door.fetch('/evals/reports/before')).json()).toEqual(REPORT);
});

test('a report’s page runs by itself and may ask nobody', async () => {
  const page = await door.fetch('/evals/reports/latest/page');
  expect(await page.text()).toBe('<p>The report</p>');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none';.*sandbox/);
  expect((await door.fetch('/evals/reports/before/page')).status).toBe(404);
});

test.each(['nothing', 'empty', '..', '..%2F..', 'secret.txt'])('there is no report %s', async (name) => {
  expect((await door.fetch(`/evals/reports/${name}`)).status).toBe(404);
});

test('a gateway can keep people out of it', async () => {
  const headers = { 'x-veze-scopes': 'copilot.read copilot.exec' };
  expect((await door.fetch('/evals/reports', { headers })).status).toBe(403);
});
