import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ConsoleRig } from './console-rig.js';

/** Writes a message and sends it. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your message').fill(text);
  await page.keyboard.press('Enter');
}

/** What the copilot answered, in order. */
export function answersOn(page: Page): Locator {
  return page.getByRole('article', { name: 'Copilot' });
}

/** Waits until the copilot has answered this often. */
export async function untilAnswered(page: Page, count = 1): Promise<void> {
  await answersOn(page)
    .nth(count - 1)
    .getByText('Why this answer?')
    .waitFor();
}

/** What the page shows as answers is what the record has, word for word. */
export async function expectAsOnRecord(rig: ConsoleRig, page: Page): Promise<void> {
  const sessionId = new URL(page.url()).searchParams.get('session') ?? '';
  const { messages } = (await rig.get(`sessions/${sessionId}/messages`)) as {
    messages: { role: string; content: string }[];
  };
  const said = messages.filter(({ role }) => role === 'assistant').map(({ content }) => content);
  expect(said.length).toBeGreaterThan(0);
  expect(await answersOn(page).locator('.markdown').allInnerTexts()).toEqual(said);
}
