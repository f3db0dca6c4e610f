import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findChromium } from '../../src/testing/find-chromium.js';
import { launchChromium } from './chromium.js';
import { BUILD_MS, SLOW_MS, startConsole, type ConsoleRig } from './console-rig.js';

const Ran = z.object({ run_id: z.string() });

describe.runIf(findChromium())('what is saved of a run', { timeout: SLOW_MS }, () => {
  let rig: ConsoleRig;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'run-file-'));
    rig = await startConsole();
  }, BUILD_MS);
  afterAll(async () => {
    await rig.close();
    await rm(folder, { recursive: true });
  });

  const say = async (message: string): Promise<string> =>
    Ran.parse(await rig.post('chat', { user_id: 1, mode: 'support', message })).run_id;

  test('the graph is a picture, and the conversation a recording', async () => {
    const runId = await say('where is order 123');
    await using opened = await rig.open(`graph/runs/${runId}`);
    const { page } = opened;
    const saved = async (button: string): Promise<Buffer> => {
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: button }).click();
      const chunks: Buffer[] = [];
      for await (const chunk of await (await saving).createReadStream()) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    };
    expect((await saved('Graph as SVG')).toString()).toContain('>commerce</text>');
    const png = await saved('Graph as PNG');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.length).toBeGreaterThan(10_000);
    const recording: unknown = JSON.parse((await saved('Save as eval case')).toString());
    expect(recording).toMatchObject({
      mode: 'support',
      runs: [{ id: runId, message: 'where is order 123' }],
    });
  });

  // The last of its file: there is no service behind it.
  test('one file opens with the whole visualizer once the service has stopped', async () => {
    const evil = 'where is order 123 </script><script>document.title="evil"</script>\u2028 <!-- x';
    const file = await saveAsFile(await say(evil));
    await rig.stopService();
    await expect(fetch(rig.url)).rejects.toThrow();
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ offline: true });
      const complaints = complaintsOf(page);
      await page.goto(`${pathToFileURL(file).href}#4`);
      await page.getByTestId('state-graph').getByText('router').waitFor();
      await page.locator('.scrubber output b', { hasText: /^4 \// }).waitFor();
      await page.keyboard.press('ArrowRight');
      await page.locator('.scrubber output b', { hasText: /^5 \// }).waitFor();
      await page.waitForURL(/#5$/);
      await page.keyboard.press('End');
      await page.getByTestId('plan-graph').getByText('Look up order 123').waitFor();
      expect(await page.title()).not.toBe('evil');
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('</script><script>');
      expect(await page.getByRole('button', { name: 'Fork this run' }).count()).toBe(0);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  async function saveAsFile(runId: string): Promise<string> {
    await using opened = await rig.open(`graph/runs/${runId}`);
    const saving = opened.page.waitForEvent('download');
    await opened.page.getByRole('link', { name: 'Run as one HTML file' }).click();
    const file = join(folder, (await saving).suggestedFilename());
    await (await saving).saveAs(file);
    return file;
  }
});

/** What it says, throws, or asks for that is not on the disk. */
function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) complaints.push(request.url());
  });
  return complaints;
}
