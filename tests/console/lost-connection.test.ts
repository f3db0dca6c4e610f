import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../src/testing/find-chromium.js';
import { ALL_PAGES } from './all-pages.js';
import { answersOn, expectAsOnRecord, say, untilAnswered } from './answers.js';
import { BUILD_MS, SLOW_MS, startConsole, type ConsoleRig, type OpenOptions } from './console-rig.js';
import { startHelmProxy } from './helm-proxy.js';

/** The browser says of each connection that it could not be had, and of a conversation that there is none. */
const LOST: OpenOptions = { tolerates: /net::ERR_|WebSocket connection|status of 404/ };

describe.runIf(findChromium())('behind the prefix of Helm', { timeout: SLOW_MS }, () => {
  let rig: ConsoleRig;
  beforeAll(async () => {
    rig = await startConsole();
  }, BUILD_MS);
  afterAll(() => rig.close());

  test.each([
    ['in the middle of its text', 'text.delta', 2, '.markdown'],
    ['between two steps of its plan', 'plan.step', 2, '.steps .done'],
    ['before anything of it was heard', 'start', 0, '.progress'],
  ])('a reply whose connection is lost %s comes whole, and once', async (_when, event, count, shown) => {
    await using proxy = await startHelmProxy(rig.url);
    await using opened = await rig.open('chat?mode=support', { ...LOST, at: proxy.at });
    const { page } = opened;
    await page.getByLabel('Your message').waitFor();
    proxy.stallAfter(event, count);
    await say(page, 'How do I earn the Nebula Skin and how long do refunds take?');
    await answersOn(page).locator(shown).first().waitFor();
    proxy.cut();
    await answersOn(page).getByText('Connection lost, coming back').waitFor();
    proxy.mend();
    await untilAnswered(page);
    await expectAsOnRecord(rig, page);
    expect(await answersOn(page).count()).toBe(1);
  });

  test('what never reached the copilot can be sent again', async () => {
    await using proxy = await startHelmProxy(rig.url);
    await using opened = await rig.open('chat?mode=support', { ...LOST, at: proxy.at });
    const { page } = opened;
    await page.getByLabel('Your message').waitFor();
    proxy.cut();
    await say(page, 'How long do refunds take?');
    await answersOn(page).getByText('Connection lost, coming back').waitFor();
    proxy.mend();
    await page.getByRole('button', { name: 'Send again' }).click();
    await untilAnswered(page);
    await expectAsOnRecord(rig, page);
    expect(await page.getByText('It was not sent').count()).toBe(0);
  });

  test('every link and request stays below the prefix', async () => {
    await using proxy = await startHelmProxy(rig.url);
    await using opened = await rig.open('', { at: proxy.at });
    const { page } = opened;
    const { origin } = new URL(proxy.at);
    const outside: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(proxy.at)) outside.push(request.url());
    });
    for (const { name, heading } of ALL_PAGES) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { name: heading, exact: true }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: heading, exact: true }).waitFor();
      expect(page.url().startsWith(proxy.at)).toBe(true);
      await page.waitForLoadState('networkidle');
      const links = await page.evaluate<string[]>('[...document.links].map(({ href }) => href)');
      // Where a library's name leads is its own affair.
      outside.push(...links.filter((link) => link.startsWith(origin) && !link.startsWith(proxy.at)));
    }
    expect(outside).toEqual([]);
  });
});
