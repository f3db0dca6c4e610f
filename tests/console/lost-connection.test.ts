import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../src/testing/find-chromium.js';
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
    ['in the middle of its text', 'text.delta', 2],
    ['between two steps of its plan', 'tool.finished', 1],
    ['before anything of it was heard', 'start', 0],
  ])('a reply whose connection is lost %s comes whole, and once', async (_when, event, count) => {
    await using proxy = await startHelmProxy(rig.url);
    await using opened = await rig.open('chat?mode=support', { ...LOST, at: proxy.at });
    const { page } = opened;
    await page.getByLabel('Your message').waitFor();
    proxy.breakAfter(event, count);
    await say(page, 'How do I earn the Nebula Skin and how long do refunds take?');
    await answersOn(page).getByText('Connection lost, coming back').waitFor();
    if (event === 'text.delta') expect(await answersOn(page).locator('.markdown').innerText()).not.toBe('');
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
    const outside: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(proxy.at)) outside.push(request.url());
    });
    for (const name of ['Chat', 'Graph', 'Tools', 'Home']) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('main').waitFor();
      await page.reload();
      await page.getByRole('main').waitFor();
    }
    expect(outside).toEqual([]);
  });
});
