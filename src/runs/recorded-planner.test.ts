import { describe, expect, test } from 'vitest';
import type { Plan, PlanStep, StepState } from '../contracts/plan.js';
import type { Route, RunEvent, RunEventBody } from '../contracts/run-event.js';
import { EMPTY_DIALOG, type Planner, type Progress, type Turn } from '../planner/planner.js';
import { withRecordedDecisions } from './recorded-planner.js';

const ROUTE: Route = { specialist: 'orders', intent: 'order.refund', confidence: 1, reason: 'r', by: 'llm' };
const OTHER_ROUTE: Route = { ...ROUTE, specialist: 'email' };

const step = (id: number, state: StepState = 'pending'): PlanStep => ({
  id,
  tool: 'rag.ask',
  label: `Step ${id}`,
  args: {},
  after: [],
  state,
});
const FIRST: Plan = { goal: 'first', revision: 0, steps: [step(1), step(2)] };
const SECOND: Plan = {
  goal: 'second',
  revision: 1,
  steps: [step(1, 'failed'), step(2, 'skipped'), step(3), step(4)],
};

const stored = (...bodies: RunEventBody[]): RunEvent[] =>
  bodies.map((body, index) => ({ seq: index + 1, run_id: 'r', session_id: 's', at: '', ...body }));

const TURN: Turn = {
  mode: 'support',
  text: 't',
  userId: 'ada',
  now: new Date(0),
  history: [],
  dialog: EMPTY_DIALOG,
  specialists: ['orders', 'email'],
  tools: new Map(),
  signal: new AbortController().signal,
};
const progressAt = (plan: Plan): Progress => ({ plan, results: new Map(), failed: [] });

/** A planner that notes what it is asked, and decides otherwise than the record. */
function createPlanner(): { planner: Planner; asked: string[] } {
  const asked: string[] = [];
  const note = <T>(what: string, answer: T): Promise<T> => {
    asked.push(what);
    return Promise.resolve(answer);
  };
  const outcome = { reply: { kind: 'answer', data: null, text: 'asked' } as const, dialog: EMPTY_DIALOG };
  const planner: Planner = {
    name: 'llm',
    route: () => note('route', OTHER_ROUTE),
    plan: () => note('plan', { do: 'reply', outcome }),
    replan: () => note('replan', { do: 'reply', outcome }),
    respond: (_turn, _route, _progress, onText) => {
      onText('asked');
      return note('respond', outcome);
    },
  };
  return { planner, asked };
}

test('what was decided and put on the log is kept to, without asking', async () => {
  const { planner, asked } = createPlanner();
  const recorded = withRecordedDecisions(
    planner,
    stored(
      { type: 'route.chosen', route: ROUTE },
      { type: 'plan.created', plan: FIRST },
      { type: 'plan.replanned', plan: SECOND, cause: 'c' },
    ),
  );
  expect(recorded.name).toBe('llm');
  expect(await recorded.route(TURN)).toEqual(ROUTE);
  expect(await recorded.plan(TURN, ROUTE)).toEqual({ do: 'run', goal: 'first', steps: FIRST.steps });
  expect(await recorded.replan(TURN, ROUTE, progressAt(FIRST))).toEqual({
    do: 'run',
    goal: 'second',
    steps: [step(3), step(4)],
  });
  expect(asked).toEqual([]);
});

describe('what was not decided is asked', () => {
  test('all of it, where nothing is on the log', async () => {
    const { planner, asked } = createPlanner();
    const recorded = withRecordedDecisions(planner, []);
    expect(await recorded.route(TURN)).toEqual(OTHER_ROUTE);
    await recorded.plan(TURN, ROUTE);
    await recorded.replan(TURN, ROUTE, progressAt(FIRST));
    expect(asked).toEqual(['route', 'plan', 'replan']);
  });

  test('the plan, where only the route is', async () => {
    const { planner, asked } = createPlanner();
    const recorded = withRecordedDecisions(planner, stored({ type: 'route.chosen', route: ROUTE }));
    await recorded.route(TURN);
    await recorded.plan(TURN, ROUTE);
    expect(asked).toEqual(['plan']);
  });

  test('the second replan, where only the first is', async () => {
    const { planner, asked } = createPlanner();
    const recorded = withRecordedDecisions(
      planner,
      stored({ type: 'plan.created', plan: FIRST }, { type: 'plan.replanned', plan: SECOND, cause: 'c' }),
    );
    await recorded.replan(TURN, ROUTE, progressAt(FIRST));
    await recorded.replan(TURN, ROUTE, progressAt(SECOND));
    expect(asked).toEqual(['replan']);
  });

  test('the reply, always, piece by piece', async () => {
    const { planner, asked } = createPlanner();
    const pieces: string[] = [];
    const recorded = withRecordedDecisions(planner, stored({ type: 'plan.created', plan: FIRST }));
    await recorded.respond(TURN, ROUTE, progressAt(FIRST), (piece) => pieces.push(piece));
    expect([asked, pieces]).toEqual([['respond'], ['asked']]);
  });
});
