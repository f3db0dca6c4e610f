import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../src/testing/find-chromium.js';
import { BUILD_MS, SLOW_MS, startConsole, type ConsoleRig } from './console-rig.js';
import { findFaults } from './find-faults.js';

/** Every page, and the heading that says it is there. */
const PAGES = [
  ['', 'Copilot for VEZE'],
  ['chat', ''],
  ['graph', 'State graph'],
  ['tools', 'Connected services'],
] as const;

describe.runIf(findChromium())('in a browser', { timeout: SLOW_MS }, () => {
  let rig: ConsoleRig;
  beforeAll(async () => {
    rig = await startConsole();
  }, BUILD_MS);
  afterAll(() => rig.close());

  test.each(PAGES)('"/%s" asks nobody else and keeps nobody out', async (path, heading) => {
    await using opened = await rig.open(path);
    const { page } = opened;
    await page.getByRole('main').waitFor();
    if (heading !== '') await page.getByRole('heading', { name: heading }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await findFaults(page)).toEqual([]);
  });
});
