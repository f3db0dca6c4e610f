import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { findChromium } from '../../src/testing/find-chromium.js';
import { createTestSchema, type TestSchema } from '../../src/testing/servers.js';
import { say, untilAnswered } from './answers.js';
import {
  BUILD_MS,
  ON_PHONE,
  SLOW_MS,
  startConsole,
  type ConsoleRig,
  type OpenOptions,
} from './console-rig.js';
import { findFaults } from './find-faults.js';
import { startHelmProxy } from './helm-proxy.js';
import { insertSessions } from './insert-run.js';

/** A window of 1280 pixels whose page is shown twice as large. */
const ZOOMED: OpenOptions = { viewport: { width: 640, height: 400 } };

/** No word of it fits a line, and half of it goes from right to left. */
const UNWIELDY = `${'x'.repeat(300)} ${'Donaudampfschifffahrt'.repeat(8)} أين طلبي رقم 123؟`;

describe.runIf(findChromium())('when much is asked of the console', { timeout: SLOW_MS }, () => {
  let schema: TestSchema;
  let reports: string;
  let rig: ConsoleRig;
  beforeAll(async () => {
    schema = await createTestSchema(inject('embeddedDatabaseUrl'));
    reports = await mkdtemp(join(tmpdir(), 'evals-'));
    await writeReport(join(reports, 'before'), 'passed');
    await writeReport(reports, 'failed');
    rig = await startConsole({ DATABASE_URL: schema.url, EVALS_REPORTS: reports });
    await insertSessions(schema.url, { count: 1_000, message: (at) => `Question number ${at + 1}` });
  }, BUILD_MS);
  afterAll(async () => {
    await rig.close();
    await schema.drop();
    await rm(reports, { recursive: true });
  });

  test('a thousand conversations come page by page, and any is found', async () => {
    await using opened = await rig.open('chat');
    const { page } = opened;
    const listed = page.locator('.sessions > li');
    await page.getByRole('link', { name: 'Question number 50' }).waitFor();
    expect(await listed.count()).toBe(50);
    await page.getByRole('button', { name: 'Earlier conversations' }).click();
    await page.getByRole('link', { name: 'Question number 100' }).waitFor();
    expect(await listed.count()).toBe(100);
    await page.getByLabel('Search conversations').fill('number 987');
    await page.getByRole('link', { name: 'Question number 987' }).click();
    await page.locator('.said').getByText('Question number 987').waitFor();
    expect(await listed.count()).toBe(1);
    await page.getByLabel('Search conversations').fill('nothing like it');
    await page.getByText('None fits.').waitFor();
    expect(await page.getByRole('button', { name: 'Earlier conversations' }).count()).toBe(0);
  });

  test('the keyboard need not go through all of them to come to the graph', async () => {
    await using opened = await rig.open('graph?mode=support');
    const { page } = opened;
    await page.locator('summary').nth(49).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Support');
  });

  test.each([
    ['twice as large', ZOOMED],
    ['on a phone', ON_PHONE],
  ])('words that fit no line fit the page %s', async (_where, options) => {
    await using opened = await rig.open('chat?mode=support', options);
    const { page } = opened;
    await say(page, UNWIELDY);
    await untilAnswered(page);
    await page.getByText('Why this answer?').click();
    await page.getByText('let everything pass').waitFor();
    expect(await overhang(page)).toBe(0);
    await page.getByRole('link', { name: 'Look at this run in its graph' }).click();
    await page.locator('[data-status="done"]').first().waitFor();
    expect(await overhang(page)).toBe(0);
    expect(await findFaults(page)).toEqual([]);
  });

  test('a report opens its failed case, and is compared with an earlier one', async () => {
    await using opened = await rig.open('evals');
    const { page } = opened;
    const wrong = page.getByRole('region', { name: 'What went wrong' });
    await wrong.getByText('support/one').click();
    await wrong.getByLabel('Expected').getByText('a refund').waitFor();
    const link = wrong.getByRole('link', { name: 'Open its runs in the visualizer' });
    expect(await link.getAttribute('href')).toBe(`${rig.url}/evals/reports/latest/page#support/one`);
    await page.getByLabel(/Compare/).selectOption('before');
    await page.getByRole('region', { name: 'Broken since' }).getByText('support/one').waitFor();
    expect(await findFaults(page)).toEqual([]);
  });

  test('who may not look after the service is told so, and may do the rest', async () => {
    await using proxy = await startHelmProxy(rig.url, { 'x-veze-scopes': 'copilot.read copilot.exec' });
    await using opened = await rig.open('ops', { at: proxy.at, tolerates: /status of 403/ });
    const { page } = opened;
    await page.getByText('This needs the scope copilot.ops.').waitFor();
    await page.getByRole('link', { name: 'Evals', exact: true }).click();
    await page.getByText('This needs the scope copilot.ops.').waitFor();
    await page.getByRole('link', { name: 'Tools', exact: true }).click();
    await page.getByText('rag.search', { exact: true }).waitFor();
  });

  // The last of its file: there is no service behind it.
  test('what was shown stays when the service is gone, and every page says that it is', async () => {
    await using opened = await rig.open('ops', { tolerates: /net::ERR_|WebSocket/ });
    const { page } = opened;
    await page.getByRole('region', { name: 'Budgets' }).waitFor();
    for (const name of ['Chat', 'Graph', 'Matches', 'Tools', 'Evals', 'Home', 'Operations'])
      await page.getByRole('link', { name, exact: true }).click();
    await rig.stopService();
    await page.getByText('The copilot cannot be reached.').waitFor();
    expect(await page.getByRole('region', { name: 'Budgets' }).isVisible()).toBe(true);
    for (const name of ['Chat', 'Graph', 'Matches', 'Tools', 'Evals', 'Home']) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByText('The copilot cannot be reached.').first().waitFor();
    }
  });
});

/** By how much the page is wider than its window. */
function overhang(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
}

async function writeReport(folder: string, status: 'passed' | 'failed'): Promise<void> {
  await mkdir(folder, { recursive: true });
  const finding = {
    turn: 1,
    input: 'hi',
    scorer: 'said',
    what: 'the reply',
    expected: 'a refund',
    got: null,
  };
  const failed = status === 'failed' ? 1 : 0;
  const report = {
    totals: { cases: 1, turns: 1, passed: 1 - failed, failed, errors: 0 },
    cases: [
      { id: 'support/one', suite: 'support', title: 'A case', status, findings: failed ? [finding] : [] },
    ],
  };
  await writeFile(join(folder, 'results.json'), JSON.stringify(report));
  await writeFile(join(folder, 'report.html'), '<!doctype html><title>Evals</title>');
}
