import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RunView } from './contracts/run.js';
import type { JsonObject } from './contracts/json.js';
import { startCopilotWithModel, type CopilotWithModel, type Said } from './testing/copilot-with-model.js';
import { say, sayJson } from './testing/model-server/answer.js';
import { fillSchema } from './testing/model-server/fill-schema.js';

// What the model used is told where people look for it: the run, its log and the metrics.

const NO_LIMIT = 'tokens=0,usd=0';
const PRICED = {
  BUDGET_TURN: NO_LIMIT,
  BUDGET_SESSION: NO_LIMIT,
  BUDGET_DAY: NO_LIMIT,
  MODEL_PRICES: 'scripted=1000/2000',
  MODEL_MAX_OUTPUT_TOKENS: '500',
};

function teach({ script }: CopilotWithModel['model']): void {
  const step = { id: 1, tool: 'orders.get', label: 'Look', args: { order_id: 123 }, after: [] };
  const plan: JsonObject = { do: 'run', goal: 'Look', text: '', steps: [step] };
  script.clear();
  script.on('route', ({ schema }) => sayJson(fillSchema(schema ?? {}, 'It fits.')));
  script.on('plan', sayJson(plan));
  script.on('text', say('Here is what I found.'));
}

const callsIn = ({ events }: Said) =>
  events.flatMap((event) => (event.type === 'model.finished' ? [event] : []));
const ask = (copilot: CopilotWithModel, session_id: string, user_id = '1') =>
  copilot.say({ mode: 'support', message: 'where is order 123?', session_id, user_id });
const metricsOf = async ({ app }: CopilotWithModel) => (await fetch(`${app.url}/metrics`)).text();

describe('a turn within its budget', () => {
  let copilot: CopilotWithModel;
  let said: Said;
  beforeAll(async () => {
    copilot = await startCopilotWithModel(PRICED);
    teach(copilot.model);
    said = await ask(copilot, 's1');
  });
  afterAll(() => copilot.close());

  test("tells on the run's page what its calls came to", async () => {
    const run = RunView.parse(await (await fetch(`${copilot.app.url}/runs/${said.run_id}`)).json());
    const sum = (of: (call: ReturnType<typeof callsIn>[number]) => number): number =>
      callsIn(said).reduce((total, call) => total + of(call), 0);
    expect(run.model_usage.calls).toBeGreaterThan(1);
    expect(run.model_usage).toMatchObject({
      calls: callsIn(said).length,
      input_tokens: sum((call) => call.input_tokens),
      output_tokens: sum((call) => call.output_tokens),
    });
    expect(run.model_usage.cost_usd).toBeCloseTo(
      sum((call) => (call.input_tokens * 1000 + call.output_tokens * 2000) / 1_000_000),
    );
  });

  test('tells the metrics', async () => {
    const metrics = await metricsOf(copilot);
    const input = callsIn(said).reduce((total, call) => total + call.input_tokens, 0);
    expect(metrics).toContain(`copilot_model_tokens{model="scripted",direction="input"} ${input}`);
    expect(metrics).toContain(
      'copilot_model_call_seconds_count{model="scripted",purpose="plan",outcome="done"} 1',
    );
    expect(metrics).toContain('copilot_model_breaker_state{model="scripted",state="closed"} 1');
    expect(metrics).toMatch(/copilot_model_cost_usd\{model="scripted"\} \d/);
  });

  test('says who plans', () => {
    expect(copilot.app.summary.planner).toMatch(/^llm \(scripted at 127\.0\.0\.1:\d+\)$/);
  });
});

describe('a user whose day has no room for a call', () => {
  let copilot: CopilotWithModel;
  beforeAll(async () => {
    copilot = await startCopilotWithModel({ ...PRICED, BUDGET_DAY: 'tokens=0,usd=0.01' });
  });
  beforeEach(() => teach(copilot.model));
  afterAll(() => copilot.close());

  test('is answered by rules, in every session, and told that it is less than usual', async () => {
    for (const session of ['s1', 's2']) {
      const said = await ask(copilot, session);
      expect(said.reply.text).toMatch(/order 123/i);
      expect(said.reply).toMatchObject({ planner: 'llm', degraded: expect.anything() as unknown });
      expect(said.events.filter(({ type }) => type === 'budget.downgraded')).toMatchObject([
        { from: 'scripted', to: 'rules', reason: 'day_usd' },
      ]);
      expect(callsIn(said)).toEqual([]);
    }
    expect(copilot.model.journal).toEqual([]);
    expect(await metricsOf(copilot)).toMatch(/copilot_model_fallbacks\{cause="over_budget"\} 2/);
  });
});
