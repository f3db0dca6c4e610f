import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../src/testing/find-chromium.js';
import { say, untilAnswered } from './answers.js';
import { BUILD_MS, SLOW_MS, startConsole, type ConsoleRig } from './console-rig.js';
import { startServiceGate, type ServiceGate } from './service-gate.js';

describe.runIf(findChromium())('a run that takes a while', { timeout: SLOW_MS }, () => {
  let gate: ServiceGate;
  let rig: ConsoleRig;
  beforeAll(async () => {
    gate = await startServiceGate();
    rig = await startConsole({ ...gate.env, TOOL_TIMEOUT_MS: '60000' });
  }, BUILD_MS);
  afterAll(async () => {
    await rig.close();
    await gate[Symbol.asyncDispose]();
  });

  /** Says something in chat, and opens the run in a second page while it goes on. */
  async function follow(chat: Page, message: string): Promise<Page> {
    await say(chat, message);
    const link = chat.getByRole('link', { name: 'Watch it in the graph' });
    const graph = await chat.context().newPage();
    await graph.goto((await link.getAttribute('href')) ?? '');
    return graph;
  }

  test('is followed from a second page: nodes light up as they run, edges are marked', async () => {
    gate.hold('/sports');
    gate.hold('/social');
    await using opened = await rig.open('chat?mode=helm');
    const graph = await follow(opened.page, 'Show me the sports scores and what is trending');
    await nodeOf(graph, 'sports', 'running').waitFor();
    await nodeOf(graph, 'social', 'running').waitFor();
    await graph.locator('.live-dot').waitFor();
    await stepsOf(graph, 'running').nth(1).waitFor();
    expect(await takenOn(graph)).toEqual([
      '__start__->router',
      'router->specialist',
      'specialist->social',
      'specialist->sports',
    ]);

    gate.release('/sports');
    await stepsOf(graph, 'done').waitFor();
    await nodeOf(graph, 'social', 'running').waitFor();
    await nodeOf(graph, 'policy', 'idle').waitFor();

    gate.release('/social');
    await nodeOf(graph, 'policy', 'done').waitFor();
    expect(await takenOn(graph)).toEqual(
      expect.arrayContaining(['social->specialist', 'sports->specialist', 'specialist->policy']),
    );
    await graph.locator('.status-tag', { hasText: 'done' }).waitFor();
    expect(await graph.locator('.live-dot').count()).toBe(0);
    await untilAnswered(opened.page);
  });

  test('shows one step of its plan after the other, and stands still where it is looked at', async () => {
    gate.hold('/commerce/catalog');
    gate.hold('/commerce/cart');
    await using opened = await rig.open('chat?mode=helm');
    const graph = await follow(opened.page, 'buy nebula skin');
    await stepsOf(graph, 'running').waitFor();
    const place = async (): Promise<string[]> =>
      (await graph.locator('.scrubber output b').innerText()).split(' / ');
    await graph.keyboard.press('ArrowLeft');
    const [step, count] = await place();
    gate.release('/commerce/catalog');
    await expect.poll(async () => (await place())[1]).not.toBe(count);
    expect((await place())[0]).toBe(step);
    expect(await stepsOf(graph, 'done').count()).toBe(0);

    await graph.keyboard.press('End');
    await stepsOf(graph, 'done').waitFor();
    await stepsOf(graph, 'running').waitFor();
    gate.release('/commerce/cart');
    await nodeOf(graph, 'approval', 'waiting').waitFor();
    await untilAnswered(opened.page);
  });
});

function nodeOf(page: Page, name: string, status: string): Locator {
  return page.locator(`.react-flow__node[data-id="${name}"] [data-status="${status}"]`);
}

function stepsOf(page: Page, state: string): Locator {
  return page.getByTestId('plan-graph').locator(`.step-node.${state}`);
}

/** The edges of the state graph that are marked as taken, in order of their names. */
async function takenOn(page: Page): Promise<string[]> {
  const edges = page.getByTestId('state-graph').locator('.react-flow__edge.taken');
  const ids = await edges.evaluateAll((all) => all.map((edge) => edge.getAttribute('data-id') ?? ''));
  return ids.sort();
}
