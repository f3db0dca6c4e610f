import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunEvent } from '../contracts/run-event.js';
import { createLlmPlanner } from '../planner/llm/llm-planner.js';
import { createRulesPlanner } from '../planner/rules/rules-planner.js';
import { dieAfter } from '../testing/die-after.js';
import { createInMemoryModel } from '../testing/in-memory-model.js';
import { LIMITS, PROMPTS } from '../testing/llm-turn.js';
import { HARNESS_SETTINGS, startRunHarness, type RunHarness } from '../testing/run-harness.js';
import { createTestSchema, databaseTargets, type TestSchema } from '../testing/servers.js';

// A model never says the same twice, so what a reader has been told must stand when another process goes on.

const plan = {
  do: 'run',
  goal: 'Look up the orders',
  text: '',
  steps: [{ id: 1, tool: 'orders.get', label: 'Look up an order', args: {}, after: [] }],
};
const sentences = ['Here is what I found. ', 'It is on its way. ', 'It should be there on Friday. '];
const model = createInMemoryModel([plan, sentences]);
const planner = createLlmPlanner({
  models: model,
  rules: createRulesPlanner(),
  prompts: PROMPTS,
  limits: { ...LIMITS, sureRoute: 0 },
  metrics: { modelRepaired: () => undefined, modelFellBack: () => undefined },
});
let schema: TestSchema;
let harness: RunHarness;

beforeAll(async () => {
  schema = await createTestSchema(databaseTargets()[0]?.url ?? '');
  harness = await startRunHarness(schema.url, {
    planner,
    settings: { ...HARNESS_SETTINGS, leaseMs: 1_000, maxAttempts: 50 },
  });
});
afterAll(async () => {
  await harness.close();
  await schema.drop();
});

const textOf = (events: readonly RunEvent[]): string =>
  events.map((event) => (event.type === 'text.delta' ? event.text : '')).join('');

test('a reply goes on from what was said of it, wherever the process died, and no model is asked again', async () => {
  const said = { mode: 'support' as const, userId: 'ada', message: 'where is order 123?' };
  const { runId, sessionId } = await harness.runs.accept(said);
  await harness.runs.result(runId, AbortSignal.timeout(10_000));
  const whole = await harness.eventsOf(runId);
  const pieces = whole.filter(({ type }) => type === 'text.delta');
  expect(pieces.length).toBeGreaterThan(1);
  expect(model.calls).toHaveLength(2);
  for (const { seq } of pieces.toReversed()) {
    await dieAfter(harness.store.pool, { runId, sessionId }, seq);
    const events = await harness.eventsOf(runId);
    const reply = events.find((event) => event.type === 'reply')?.reply.text ?? '';
    expect(events.slice(0, seq)).toEqual(whole.slice(0, seq));
    expect(textOf(events)).toBe(reply);
    expect(reply.startsWith(textOf(whole.slice(0, seq)))).toBe(true);
  }
  expect(model.calls).toHaveLength(2);
});
