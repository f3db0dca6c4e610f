import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countTokens } from '../core/tokens.js';
import { createLlmPlanner } from '../planner/llm/llm-planner.js';
import type { Turn } from '../planner/planner.js';
import { createRulesPlanner } from '../planner/rules/rules-planner.js';
import { eraseNext } from '../store/erasures.js';
import { forgetMemories } from '../store/forget-memories.js';
import { createInMemoryModel } from '../testing/in-memory-model.js';
import { LIMITS, PROMPTS } from '../testing/llm-turn.js';
import {
  HISTORY_TOKENS,
  messageOf,
  openLongSessions,
  talk,
  type LongSessions,
} from '../testing/long-sessions.js';
import { createTestSchema, databaseTargets, type TestSchema } from '../testing/servers.js';

// A session of 200 turns, through the whole of a run: what the planner is given is measured.

const TURNS = 200;
const BUDGET = HISTORY_TOKENS;

let schema: TestSchema;
beforeAll(async () => (schema = await createTestSchema(databaseTargets().at(-1)?.url ?? '')));
afterAll(() => schema.drop());

const summaryOf = async ({ harness: { store } }: LongSessions, session: string) =>
  (
    await store.pool.query<{ text: string; messages: number }>(
      'select text, messages from session_summaries where session_id = $1',
      [session],
    )
  ).rows[0];

function tokensOf({ history, summary, memories = [] }: Turn): number {
  const texts = [...history.map(({ content }) => content), ...memories.map(({ text }) => text)];
  return [...texts, summary?.text ?? ''].reduce((sum, text) => sum + countTokens(text), 0);
}

describe('a session of 200 turns', { timeout: 120_000 }, () => {
  test('is told to the rules within the budget, all of it covered, and survives the process', async () => {
    const rules = createRulesPlanner();
    const long = await openLongSessions(schema.url, rules);
    await talk(long, 'rules', TURNS);
    expect(long.turns).toHaveLength(TURNS);
    for (const turn of long.turns) expect(tokensOf(turn)).toBeLessThanOrEqual(BUDGET);
    for (const [place, { history, summary, omitted = 0 }] of long.turns.entries())
      expect(history.length + (summary?.messages ?? 0) + omitted).toBeLessThanOrEqual(2 * place);
    const last = long.turns.at(-1);
    expect(last?.history.at(-2)?.content).toBe(messageOf(TURNS - 2));
    expect(last?.memories).toHaveLength(6);
    await long.close();
    expect(long.errors).toEqual([]);

    const again = await openLongSessions(schema.url, rules);
    await talk(again, 'rules', 1);
    expect(again.turns[0]?.summary?.messages).toBeGreaterThan(300);
    expect(again.turns[0]?.omitted).toBeUndefined();
    const { history = [], summary } = again.turns[0] ?? {};
    expect(history.length + (summary?.messages ?? 0)).toBe(2 * TURNS);
    await again.close();
  });

  test('is told to a fork as it was to its parent, and never what came later', async () => {
    const long = await openLongSessions(schema.url, createRulesPlanner());
    const runIds = await talk(long, 'forked', 60);
    await expect.poll(async () => (await summaryOf(long, 'forked'))?.messages).toBeGreaterThan(60);
    const toldTo = async (turn: number): Promise<Turn | undefined> => {
      const request = { runId: runIds[turn] ?? '', userId: 'ann', at: 0, edit: { message: 'and now?' } };
      const { runId } = await long.harness.runs.fork(request);
      await long.harness.runs.result(runId, AbortSignal.timeout(10_000));
      return long.turns.at(-1);
    };
    const late = await toldTo(59);
    expect((late?.history.length ?? 0) + (late?.summary?.messages ?? 0)).toBe(2 * 59);
    const early = await toldTo(20);
    expect(early?.summary).toBeUndefined();
    expect(early?.history.at(-2)?.content).toBe(messageOf(19));
    await long.close();
    expect(long.errors).toEqual([]);
  });

  test('is told to a model within the budget, summed up by it in steps', async () => {
    const model = createInMemoryModel([]);
    const planner = createLlmPlanner({
      // It is away in every turn, so that each asks it once and the rules finish.
      models: model,
      rules: createRulesPlanner(),
      prompts: PROMPTS,
      limits: { ...LIMITS, sureRoute: 2 },
      metrics: { modelRepaired: () => undefined, modelFellBack: () => undefined },
    });
    const scribe = writer();
    const long = await openLongSessions(schema.url, planner, scribe.model);
    await talk(long, 'model', TURNS);
    await expect.poll(async () => (await summaryOf(long, 'model'))?.messages).toBeGreaterThan(300);

    const pasts = model.calls.map(({ prompt }) =>
      pastIn(prompt.messages.map(({ content }) => content).join('\n')),
    );
    expect(pasts.length).toBeGreaterThan(0.9 * TURNS);
    for (const past of pasts) expect(countTokens(past)).toBeLessThanOrEqual(BUDGET);
    expect(Math.max(...pasts.map(countTokens))).toBeGreaterThan(BUDGET / 2);
    expect(pasts.at(-1)).toContain('Summed up');
    // Each step is told the summary before it and what is new, never the whole.
    const steps = scribe.model.calls.map(({ prompt }) => prompt.messages[0]?.content ?? '');
    expect(steps.length).toBeGreaterThan(10);
    expect(steps[1]).toContain('Summed up 1.');
    expect(steps[1]).not.toContain(messageOf(0));
    for (const step of steps) expect(countTokens(step)).toBeLessThan(3 * BUDGET);
    await long.close();
    expect(long.errors).toEqual([]);
  });

  /** The parts of a prompt that tell of the past. */
  function pastIn(prompt: string): string {
    const parts = /<<<(?:summary of|conversation|memories)[\s\S]*?\n>>>/g;
    return (prompt.match(parts) ?? []).join('\n');
  }

  function writer() {
    const answers = Array.from({ length: 200 }, (_, n) => [
      `Summed up ${n + 1}. ${'They spoke of things. '.repeat(30)}`,
    ]);
    return { model: createInMemoryModel(answers) };
  }
});

test('a model that fails leaves the summary to the rules, and forgetting throws it away', async () => {
  const long = await openLongSessions(
    schema.url,
    createRulesPlanner(),
    createInMemoryModel(['server_error', 'timeout', 'refusal']),
  );
  await talk(long, 'erased', 20);
  await expect.poll(async () => (await summaryOf(long, 'erased'))?.text).toContain('Person: tell me about');
  await forgetMemories(long.harness.store.pool, 'ann', 'all');
  while ((await eraseNext(long.harness.store.pool, () => Promise.resolve())).length > 0);
  expect(await summaryOf(long, 'erased')).toBeUndefined();
  await talk(long, 'erased', 1);
  await expect.poll(async () => (await summaryOf(long, 'erased'))?.messages).toBeGreaterThan(10);
  expect(long.errors.length).toBeGreaterThan(0);
  await long.close();
});
