import type { Plan } from '../contracts/plan.js';
import type { RunEvent, RunEventBody } from '../contracts/run-event.js';

const STEPS = 40;
const CHAINS = 8;

/** The log of a run that a page has to bear: a plan of 40 steps in 8 chains, and more than 300 events. */
export function longRun(runId: string, sessionId: string): RunEvent[] {
  const plan = longPlan();
  const text = Array.from({ length: 140 }, (_, at) => `word ${at} `);
  const bodies: RunEventBody[] = [
    { type: 'run.started', mode: 'helm', user_id: '1', planner: 'rules' },
    { type: 'node.started', node: 'router', visit: 1 },
    {
      type: 'route.chosen',
      route: { specialist: 'shop', intent: 'product.find', confidence: 1, by: 'rules', reason: 'a long one' },
    },
    { type: 'node.finished', node: 'router', visit: 1, duration_ms: 2 },
    { type: 'node.started', node: 'specialist', visit: 1 },
    { type: 'plan.created', plan },
    { type: 'node.finished', node: 'specialist', visit: 1, duration_ms: 3 },
    { type: 'node.started', node: 'commerce', visit: 1 },
    ...plan.steps.flatMap(carriedOut),
    { type: 'node.finished', node: 'commerce', visit: 1, duration_ms: 900 },
    { type: 'node.started', node: 'specialist', visit: 2 },
    ...text.map((piece, index): RunEventBody => ({ type: 'text.delta', index, text: piece })),
    { type: 'node.finished', node: 'specialist', visit: 2, duration_ms: 40 },
    { type: 'node.started', node: 'policy', visit: 1 },
    { type: 'reply', reply: { kind: 'answer', data: null, text: text.join('') } },
    { type: 'node.finished', node: 'policy', visit: 1, duration_ms: 1 },
    { type: 'run.finished', outcome: 'done' },
  ];
  const began = Date.parse('2026-05-01T12:00:00.000Z');
  return bodies.map((body, at) => ({
    seq: at + 1,
    run_id: runId,
    session_id: sessionId,
    at: new Date(began + at * 7).toISOString(),
    ...body,
  }));
}

function longPlan(): Plan {
  const steps = Array.from({ length: STEPS }, (_, at): Plan['steps'][number] => ({
    id: at + 1,
    tool: 'catalog.list',
    label: `Look for product number ${at + 1}`,
    args: { query: `product ${at + 1}` },
    after: at < CHAINS ? [] : [at + 1 - CHAINS],
    state: 'pending',
  }));
  return { goal: 'Look for forty products', revision: 0, steps };
}

function carriedOut({ id: step_id, tool, label, args }: Plan['steps'][number]): RunEventBody[] {
  const call = { step_id, tool, service: 'commerce' } as const;
  const products = Array.from({ length: 5 }, (_, at) => ({
    id: `p-${at}`,
    name: `Product ${at}`,
    price: at,
  }));
  return [
    { type: 'plan.step', step_id, tool, label, state: 'running' },
    { type: 'tool.started', ...call, args, effect: 'read' },
    { type: 'tool.finished', ...call, result: { products }, duration_ms: 12 },
    { type: 'plan.step', step_id, tool, label, state: 'done' },
  ];
}
