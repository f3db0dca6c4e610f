import type { Reply } from '../../src/contracts/chat.js';
import type { Plan } from '../../src/contracts/plan.js';
import type { RunEvent, RunEventBody } from '../../src/contracts/run-event.js';
import type { TurnTrace } from '../replay/trace.js';

/** Numbers events as a run's log does. */
export function logOf(...bodies: RunEventBody[]): RunEvent[] {
  return bodies.map((body, index) => ({
    seq: index + 1,
    run_id: 'run',
    session_id: 'session',
    at: '2026-03-14T18:30:00.000Z',
    ...body,
  }));
}

const PLAN: Plan = {
  goal: 'Refund order 123',
  revision: 0,
  steps: [
    { id: 1, tool: 'orders.get', label: 'Look it up', args: { order_id: 123 }, after: [], state: 'pending' },
    { id: 2, tool: 'rag.ask', label: 'Ask', args: { question: 'how' }, after: [], state: 'pending' },
    { id: 3, tool: 'orders.refund', label: 'Refund', args: { order_id: 123 }, after: [1], state: 'pending' },
  ],
};

const APPROVAL = {
  approval_id: 'a-1',
  session_id: 'session',
  run_id: 'run',
  step_id: 3,
  tool: 'orders.refund',
  title: 'Refund order 123: 29.97 USD back to you',
  details: [{ label: 'Items', value: '1 x Nebula Skin' }],
  amount: { total: 29.97, currency: 'USD' },
  args: { order_id: 123 },
  status: 'pending',
  expires_at: '2026-03-14T18:45:00.000Z',
};

export const REPLY: Reply = {
  kind: 'support',
  topic: 'commerce',
  text: 'Refunds take 3 days. Shall I refund order 123 for 29.97 USD?',
  citations: [{ id: 'kb-refunds', title: 'Refunds', section: 'How long', quote: 'Refunds take 3 days.' }],
};

const node = (name: string, visit: number): RunEventBody[] => [
  { type: 'node.started', node: name, visit },
  { type: 'node.finished', node: name, visit, duration_ms: 1 },
];
const orders = { step_id: 1, tool: 'orders.get', service: 'commerce' } as const;
const rag = { step_id: 2, tool: 'rag.ask', service: 'rag' } as const;
const DOCUMENT = { answer: 'Refunds take 3 days.', citations: [{ id: 'kb-refunds' }] };

/** A turn with something for every scorer: two tools at once, a refusal, a question, a quotation, a model's call. */
export const TURN: TurnTrace = {
  input: 'refund order 123, how long does it take?',
  rejected: undefined,
  answered: undefined,
  events: logOf(
    { type: 'run.started', mode: 'support', user_id: '1', planner: 'llm' },
    {
      type: 'policy.decision',
      stage: 'input',
      decision: 'changed',
      reasons: ['card'],
      findings: [{ class: 'card', start: 0, end: 4 }],
    },
    ...node('router', 1),
    {
      type: 'route.chosen',
      route: { specialist: 'orders', intent: 'order.refund', confidence: 1, by: 'rules', reason: 'said so' },
    },
    ...node('specialist', 1),
    { type: 'plan.created', plan: PLAN },
    { type: 'node.started', node: 'commerce', visit: 1 },
    { type: 'node.started', node: 'rag', visit: 1 },
    { type: 'tool.started', ...orders, args: { order_id: 123 }, effect: 'read' },
    { type: 'tool.started', ...rag, args: { question: 'how', limit: 3 }, effect: 'read' },
    { type: 'tool.finished', ...orders, result: { id: 123 }, duration_ms: 1 },
    { type: 'plan.step', step_id: 1, tool: 'orders.get', label: 'Look it up', state: 'done' },
    { type: 'tool.finished', ...rag, result: DOCUMENT, duration_ms: 1 },
    { type: 'plan.step', step_id: 2, tool: 'rag.ask', label: 'Ask', state: 'done' },
    { type: 'node.finished', node: 'commerce', visit: 1, duration_ms: 1 },
    { type: 'node.finished', node: 'rag', visit: 1, duration_ms: 1 },
    { type: 'approval.requested', approval_id: 'a-1', request: APPROVAL },
    {
      type: 'model.finished',
      call: 1,
      purpose: 'respond',
      model: 'm',
      outcome: 'done',
      input_tokens: 100,
      output_tokens: 20,
      cost_usd: 0.001,
      duration_ms: 5,
      prompt_version: 'v',
    },
    ...node('policy', 1),
    { type: 'policy.decision', stage: 'reply', decision: 'pass', reasons: [] },
    { type: 'reply', reply: REPLY },
    { type: 'run.finished', outcome: 'done' },
  ),
  reply: REPLY,
  changes: [{ path: 'commerce.orders.123.status', from: 'paid', to: 'refunded' }],
  writes: [],
  recalled: ['I live in Lisbon.'],
  remembered: ['My name is Ada'],
  forgotten: [],
  took_ms: 1,
};

/** The turn, with the events that `change` makes of its events. */
export function turnWith(
  change: (events: RunEventBody[]) => RunEventBody[],
  rest: Partial<TurnTrace> = {},
): TurnTrace {
  const bodies = TURN.events.map(({ seq: _s, run_id: _r, session_id: _i, at: _a, ...body }) => body);
  return { ...TURN, ...rest, events: logOf(...change(bodies as RunEventBody[])) };
}
