import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../src/testing/find-chromium.js';
import { answersOn, expectAsOnRecord, say, untilAnswered } from './answers.js';
import { BUILD_MS, ON_PHONE, SLOW_MS, startConsole, type ConsoleRig } from './console-rig.js';
import { findFaults } from './find-faults.js';

describe.runIf(findChromium())('the chat page', { timeout: SLOW_MS }, () => {
  let rig: ConsoleRig;
  beforeAll(async () => {
    rig = await startConsole();
  }, BUILD_MS);
  afterAll(() => rig.close());

  test.each([
    ['helm', 'buy nebula skin', ['Find "nebula skin" in the store', 'Check out the cart'], /19\.99 USD/],
    ['support', 'refund order 123', ['Look up order 123', 'Refund order 123'], /Refund order 123/],
    ['player', 'boss strategy', [], /strategy/i],
    ['support', 'what docs are available?', ['Ask the knowledge base'], /Documentation index/],
  ])('in %s answers "%s" with its plan', async (mode, message, steps, text) => {
    await using opened = await rig.open(`chat?mode=${mode}`);
    const { page } = opened;
    await say(page, message);
    await untilAnswered(page);
    expect(await answersOn(page).textContent()).toMatch(text);
    for (const step of steps) await answersOn(page).getByText(step, { exact: true }).waitFor();
    await page.getByRole('link', { name: message }).first().waitFor();
  });

  test('a question waits across a reload, and is answered once', async () => {
    await using opened = await rig.open('chat?mode=helm');
    const { page } = opened;
    await say(page, 'buy nebula skin');
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Approve' }).click();
    await untilAnswered(page, 2);
    expect(await answersOn(page).nth(1).textContent()).toMatch(/order/i);
    await page.reload();
    await answersOn(page).nth(1).waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  });

  test('what is asked can be changed before it is done', async () => {
    await using opened = await rig.open('chat?mode=support');
    const { page } = opened;
    await say(page, 'send an email to ada@veze.io saying we meet at noon');
    await page.getByRole('button', { name: 'Edit first' }).click();
    await page.getByLabel('subject').fill('Noon it is');
    await page.getByRole('button', { name: 'Approve with changes' }).click();
    await page.getByText('Approved with your changes').waitFor();
    const call = answersOn(page).nth(1).locator('details.step').last();
    await call.locator('summary').click();
    await call.getByRole('region', { name: 'Arguments' }).getByText('Noon it is').waitFor();
  });

  test('a reload in the middle of a run goes on with it, and says everything once', async () => {
    await using opened = await rig.open('chat?mode=support');
    const { page } = opened;
    await say(page, 'send an email to slow@veze.test saying we meet at noon');
    await page.getByRole('button', { name: 'Approve' }).click();
    await answersOn(page).nth(1).getByText('Asking email').waitFor();
    await page.reload();
    await answersOn(page).nth(1).getByText('Asking email').waitFor();
    await untilAnswered(page, 2);
    expect(await answersOn(page).count()).toBe(2);
    await expectAsOnRecord(rig, page);
  });

  test('a plan that failed says why, and what was planned in its place', async () => {
    await using opened = await rig.open('chat?mode=support');
    const { page } = opened;
    await say(page, 'refund order 777');
    await answersOn(page).getByText('Planned anew: Look up order 777: There is no order 777.').waitFor();
    await answersOn(page).locator('li.failed').getByText('There is no order 777.').first().waitFor();
    await answersOn(page).locator('li.skipped').getByText('Refund order 777').waitFor();
  });

  test('a run is stopped with Escape', async () => {
    await using opened = await rig.open('chat?mode=support');
    const { page } = opened;
    await say(page, 'where is order 504');
    await answersOn(page).getByText('Asking commerce').waitFor();
    await page.keyboard.press('Escape');
    await answersOn(page).getByText('Stopped.').waitFor();
  });

  test('the record of an older answer is read when somebody asks why', async () => {
    await using opened = await rig.open('chat?mode=support');
    const { page } = opened;
    await say(page, 'How long do refunds take? My password is hunter2.');
    await untilAnswered(page);
    await page.reload();
    await answersOn(page).getByText('Why this answer?').click();
    await answersOn(page)
      .getByText(/Removed from your message: password/)
      .waitFor();
  });

  test('a source opens the passage it names, and more of its document', async () => {
    await using opened = await rig.open('chat?mode=support');
    const { page } = opened;
    await say(page, 'What docs are available?');
    const source = page.getByRole('list', { name: 'Sources' }).getByRole('listitem').first();
    await source.locator('summary').click();
    expect(await source.locator('blockquote').innerText()).toMatch(/orders and refunds/);
    await source.getByRole('button', { name: 'More of this document' }).click();
    await source.locator('.passage').first().waitFor();
  });

  test('a reply is rated, and the word stays', async () => {
    await using opened = await rig.open('chat?mode=support');
    const { page } = opened;
    await say(page, 'What docs are available?');
    await page.getByRole('button', { name: 'Bad reply' }).click();
    await page.getByRole('button', { name: 'Good reply' }).click();
    await page.getByRole('button', { name: 'Good reply', pressed: true }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Good reply', pressed: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Bad reply', pressed: true }).count()).toBe(0);
  });

  test('the memory that a reply rests on is named, and can be forgotten', async () => {
    await using opened = await rig.open('chat?mode=support');
    const { page } = opened;
    await say(page, 'My favourite boss is VoidHydra.');
    await untilAnswered(page);
    await say(page, 'What is my favourite boss?');
    await untilAnswered(page, 2);
    const answer = answersOn(page).nth(1);
    await answer.getByText('Why this answer?').click();
    const grounds = answer.locator('.reasons > div', { hasText: 'Rests on' });
    await grounds.getByText('My favourite boss is VoidHydra.').waitFor();
    await grounds.getByRole('button', { name: 'Forget this' }).click();
    await grounds.getByText('Forgotten since.').waitFor();
  });

  test('everything can be done with the keyboard alone', async () => {
    await using opened = await rig.open('chat?mode=helm');
    const { page } = opened;
    await page.getByLabel('Your message').waitFor();
    await page.keyboard.type('buy nebula skin');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('please');
    expect(await page.getByLabel('Your message').inputValue()).toBe('buy nebula skin\nplease');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await tabTo(page, 'Approve');
    await page.keyboard.press('Enter');
    await untilAnswered(page, 2);
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Your message');
  });

  test('fits a phone', async () => {
    await using opened = await rig.open('chat?mode=helm', ON_PHONE);
    const { page } = opened;
    await say(page, 'buy nebula skin');
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await findFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Conversations' }).click();
    await page.getByRole('link', { name: 'buy nebula skin' }).first().click();
    await page.getByRole('button', { name: 'Decline' }).click();
    await untilAnswered(page, 2);
  });
});

/** Presses Tab backwards, as from the field, until a button of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Shift+Tab');
    if ((await page.evaluate('document.activeElement.textContent')) === name) return;
  }
  throw new Error(`Tab does not come to ${name}.`);
}
