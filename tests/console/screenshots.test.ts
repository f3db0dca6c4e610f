import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readRecording } from '../../evals/arena/record-match.js';
import { recordingFile } from '../../evals/replay/join-match.js';
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

/** Has a conversation of one message, and gives where its run is shown. */
async function runOf(rig: ConsoleRig, message: string): Promise<string> {
  const answer = await rig.post('chat', { user_id: 1, mode: 'helm', message });
  return `graph/runs/${z.object({ run_id: z.string() }).parse(answer).run_id}`;
}

/** The first half minute of a recorded match, told as a game server would. */
async function startMatch(rig: ConsoleRig): Promise<string> {
  const { ticks } = readRecording(recordingFile('DinoBoss-asi-1'));
  const events = ticks.filter(({ t }) => t <= 30_000).flatMap((tick) => tick.events);
  for (let from = 0; from < events.length; from += 100)
    await rig.post('game/events', {
      events: events.slice(from, from + 100).map((event) => ({ ...event, player: '1' })),
    });
  return `game/matches/${events[0]?.match_id}`;
}

async function forkIt(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Fork this run' }).click();
  await page.getByLabel('Text of the message').fill('buy nebula skin and a mug');
  await page.getByRole('button', { name: 'Rerun from there' }).click();
  await page
    .getByRole('region', { name: 'Comparison with its parent' })
    .getByText(/^\d+ of \d+ differ$/)
    .waitFor();
}

/** There is none where every case is as it should be. */
async function lookAtFailedCase(page: Page): Promise<void> {
  const wrong = page.getByRole('region', { name: 'What went wrong' });
  await wrong.waitFor();
  const failed = wrong.locator('summary');
  if ((await failed.count()) > 0) await failed.first().click();
}

type Place = string | ((rig: ConsoleRig) => Promise<string>);

const PICTURES: [string, Place, OpenOptions, (page: Page) => Promise<void>][] = [
  ['home', '', DESK, (page) => page.getByRole('list', { name: 'Services' }).waitFor()],
  ['chat', 'chat?mode=helm', DESK, askForSkin],
  ['chat-phone', 'chat?mode=helm', ON_PHONE, askForSkin],
  ['tools', 'tools', DESK, lookAtTool],
  [
    'graph',
    (rig) => runOf(rig, 'buy nebula skin'),
    DESK,
    (page) => page.locator('[data-status="done"]').first().waitFor(),
  ],
  ['fork', (rig) => runOf(rig, 'buy nebula skin'), DESK, forkIt],
  ['matches', startMatch, DESK, (page) => page.locator('.axis .mark').nth(20).waitFor()],
  ['operations', 'ops', DESK, (page) => page.getByRole('heading', { name: 'Operations' }).waitFor()],
  ['evals', 'evals', DESK, lookAtFailedCase],
];

describe.runIf(isAsked)('pictures for the README', { timeout: SLOW_MS }, () => {
  let rig: ConsoleRig;
  beforeAll(async () => {
    rig = await startConsole();
    await mkdir(join(ROOT, 'docs'), { recursive: true });
  }, BUILD_MS);
  afterAll(() => rig.close());

  test.each(PICTURES)('%s', async (name, place, options, act) => {
    await using opened = await rig.open(typeof place === 'string' ? place : await place(rig), options);
    const { page } = opened;
    await act(page);
    await page.waitForLoadState('networkidle');
    const picture = await page.screenshot({ path: join(ROOT, 'docs', `${name}.png`) });
    expect(picture.length).toBeLessThan(MOST_BYTES);
  });
});
