import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../src/testing/find-chromium.js';
import { ROOT } from '../../src/testing/source-files.js';
import { say, untilAnswered } from './answers.js';
import {
  BUILD_MS,
  ON_PHONE,
  SLOW_MS,
  startConsole,
  type ConsoleRig,
  type OpenOptions,
} from './console-rig.js';

/** Pictures are for the README: they are taken where somebody asks for them, so that no test run changes a file. */
const isAsked = process.env['SCREENSHOTS'] === '1' && findChromium() !== undefined;
const MOST_BYTES = 100_000;
const DESK: OpenOptions = { viewport: { width: 1080, height: 600 } };

async function askForSkin(page: Page): Promise<void> {
  await say(page, 'buy nebula skin');
  await untilAnswered(page);
}

async function lookAtTool(page: Page): Promise<void> {
  await page.getByText('catalog.list', { exact: true }).click();
  await page.getByRole('form', { name: 'Run catalog.list' }).getByRole('button', { name: 'Run' }).click();
  await page.getByRole('region', { name: 'Result of catalog.list' }).waitFor();
  await page.getByRole('button', { name: 'Ask again' }).click();
  await page.locator('#commerce').getByRole('img', { name: /calls/ }).waitFor();
  await page.evaluate('scrollTo(0, 0)');
}

const PICTURES: [string, string, OpenOptions, (page: Page) => Promise<void>][] = [
  ['home', '', DESK, (page) => page.getByRole('list', { name: 'Services' }).waitFor()],
  ['chat', 'chat?mode=helm', DESK, askForSkin],
  ['chat-phone', 'chat?mode=helm', ON_PHONE, askForSkin],
  ['tools', 'tools', DESK, lookAtTool],
];

describe.runIf(isAsked)('pictures for the README', { timeout: SLOW_MS }, () => {
  let rig: ConsoleRig;
  beforeAll(async () => {
    rig = await startConsole();
    await mkdir(join(ROOT, 'docs'), { recursive: true });
  }, BUILD_MS);
  afterAll(() => rig.close());

  test.each(PICTURES)('%s', async (name, path, options, act) => {
    await using opened = await rig.open(path, options);
    const { page } = opened;
    await act(page);
    await page.waitForLoadState('networkidle');
    const picture = await page.screenshot({ path: join(ROOT, 'docs', `${name}.png`) });
    expect(picture.length).toBeLessThan(MOST_BYTES);
  });
});
