import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../src/testing/find-chromium.js';
import { ALL_PAGES } from './all-pages.js';
import { answersOn, untilAnswered } from './answers.js';
import { BUILD_MS, SLOW_MS, startConsole, type ConsoleRig } from './console-rig.js';
import { findFaults } from './find-faults.js';

/** What a page may have sent for its first sight, compressed. */
const FIRST_LOAD = 300_000;
const TRANSFERRED =
  'performance.getEntries().map(({ transferSize = 0 }) => transferSize).reduce((sum, size) => sum + size)';

describe.runIf(findChromium())('in a browser', { timeout: SLOW_MS }, () => {
  let rig: ConsoleRig;
  beforeAll(async () => {
    rig = await startConsole();
  }, BUILD_MS);
  afterAll(() => rig.close());

  test.each(ALL_PAGES)('$name asks nobody else, keeps nobody out and is small', async ({ path, heading }) => {
    await using opened = await rig.open(path);
    const { page } = opened;
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await findFaults(page)).toEqual([]);
    const transferred = await page.evaluate<number>(TRANSFERRED);
    expect(transferred).toBeGreaterThan(10_000);
    expect(transferred).toBeLessThan(FIRST_LOAD);
  });

  test('a request on a tile of Home is written in chat, and sent by the person', async () => {
    await using opened = await rig.open('');
    const { page } = opened;
    await page.getByRole('list', { name: 'Requests for VEZEPyRAG' }).getByRole('link').first().click();
    const field = page.getByLabel('Your message');
    expect(await field.inputValue()).toBe('How long do refunds take?');
    expect(await answersOn(page).count()).toBe(0);
    await field.press('Enter');
    await untilAnswered(page);
  });

  test('a tool is run with a form made of its schema, and says which argument is wrong', async () => {
    await using opened = await rig.open('tools', { tolerates: /status of 400/ });
    const { page } = opened;
    await page.getByText('rag.search', { exact: true }).click();
    const form = page.getByRole('form', { name: 'Run rag.search' });
    await form.getByRole('button', { name: 'Run' }).click();
    await form.getByText('Needed.').waitFor();
    await form.getByLabel('query').fill('refunds');
    await form.getByRole('button', { name: 'Run' }).click();
    expect(await form.getByRole('region', { name: 'Result of rag.search' }).innerText()).toMatch(/Refunds/);
    await page.getByText('email.send', { exact: true }).click();
    const mail = page.getByRole('form', { name: 'Run email.send' });
    for (const name of ['to', 'subject', 'body']) await mail.getByLabel(name).fill('nobody');
    await mail.getByRole('button', { name: 'Rehearse' }).click();
    await mail.locator('.field .problem').waitFor();
  });

  test('a write is rehearsed, and done only where the person says so twice', async () => {
    await using opened = await rig.open('tools');
    const { page } = opened;
    await page.getByText('social.post', { exact: true }).click();
    const form = page.getByRole('form', { name: 'Run social.post' });
    await form.getByLabel('text').fill('we won the nebula cup');
    await form.getByRole('button', { name: 'Rehearse' }).click();
    await form.getByText('nothing was done').waitFor();
    expect(await effects(rig)).toBe(0);
    await form.getByRole('button', { name: 'Do it for real' }).click();
    expect(await findFaults(page)).toEqual([]);
    await form.getByRole('button', { name: 'Yes, do it' }).click();
    await form.getByText('Result of social.post').waitFor();
    expect(await effects(rig)).toBe(1);
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.locator('#social').getByRole('img', { name: /calls/ }).waitFor();
  });
});

/** How many writes are on record. */
async function effects(rig: ConsoleRig): Promise<number> {
  const { effects: done } = (await rig.get('effects')) as { effects: unknown[] };
  return done.length;
}
