import { describe, expect, test } from 'vitest';
import type { RunEventBody, RunEventType } from '../contracts/run-event.js';
import { RunEventBody as Schema } from '../contracts/run-event.js';
import { eventKey } from './event-key.js';

const plan = { goal: 'g', revision: 1, steps: [] };
const call = { step_id: 3, tool: 'rag.ask', service: 'rag' } as const;
const error = { code: 'timeout', message: 'late' };

/** An example of every event there is: the compiler asks for a new one where the union grows. */
const EXAMPLES: { [T in RunEventType]: Extract<RunEventBody, { type: T }> } = {
  'run.started': { type: 'run.started', mode: 'helm', user_id: 'ada', planner: 'rules' },
  'node.started': { type: 'node.started', node: 'router', visit: 1 },
  'node.finished': { type: 'node.finished', node: 'router', visit: 1, duration_ms: 2 },
  'route.chosen': {
    type: 'route.chosen',
    route: { specialist: 's', intent: 'i', confidence: 1, reason: 'r', by: 'rules' },
  },
  'plan.created': { type: 'plan.created', plan },
  'plan.step': { type: 'plan.step', step_id: 3, tool: 'rag.ask', label: 'Ask', state: 'running' },
  'plan.replanned': { type: 'plan.replanned', plan, cause: 'c' },
  'tool.started': { type: 'tool.started', ...call, args: {}, effect: 'read' },
  'tool.finished': { type: 'tool.finished', ...call, result: 1, duration_ms: 1 },
  'tool.failed': { type: 'tool.failed', ...call, error, duration_ms: 1 },
  'memory.recalled': { type: 'memory.recalled', memories: [] },
  'policy.decision': { type: 'policy.decision', stage: 'input', decision: 'pass', reasons: [] },
  'approval.requested': { type: 'approval.requested', approval_id: 'a1', request: {} },
  'approval.answered': { type: 'approval.answered', approval_id: 'a1', decision: 'approve' },
  'text.delta': { type: 'text.delta', index: 0, text: 't' },
  reply: { type: 'reply', reply: { kind: 'answer', data: null, text: 't' } },
  'model.finished': {
    type: 'model.finished',
    call: 1,
    purpose: 'plan',
    model: 'm',
    outcome: 'done',
    input_tokens: 1,
    output_tokens: 1,
    cost_usd: 0,
    duration_ms: 1,
    prompt_version: 'v',
  },
  'budget.downgraded': { type: 'budget.downgraded', from: 'a', to: 'b', reason: 'r' },
  'run.finished': { type: 'run.finished', outcome: 'done' },
  'run.failed': { type: 'run.failed', code: 'c', message: 'm' },
  'run.cancelled': { type: 'run.cancelled', reason: 'user' },
};
const all = Object.values(EXAMPLES);

/** Events of which a run has one at the most, whichever it is. */
const SAME_FACT: RunEventType[][] = [
  ['tool.finished', 'tool.failed'],
  ['run.finished', 'run.failed', 'run.cancelled'],
];

test('there is an example of every event of the contract, and each is one', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual(
    Schema.options.map((option) => option.shape.type.value).sort(),
  );
  for (const example of all) expect(Schema.safeParse(example).error).toBeUndefined();
});

test('two events of different types have one key only where they are one fact', () => {
  for (const one of all) {
    for (const other of all.filter((candidate) => candidate !== one)) {
      const same = SAME_FACT.some((types) => types.includes(one.type) && types.includes(other.type));
      expect(eventKey(one) === eventKey(other), `${one.type} and ${other.type}`).toBe(same);
    }
  }
});

describe('two facts of one type have different keys', () => {
  test.each<[RunEventType, RunEventBody]>([
    ['node.started', { ...EXAMPLES['node.started'], visit: 2 }],
    ['node.started', { ...EXAMPLES['node.started'], node: 'policy' }],
    ['node.finished', { ...EXAMPLES['node.finished'], visit: 2 }],
    ['plan.step', { ...EXAMPLES['plan.step'], step_id: 4 }],
    ['plan.step', { ...EXAMPLES['plan.step'], state: 'done' }],
    ['plan.replanned', { ...EXAMPLES['plan.replanned'], plan: { ...plan, revision: 2 } }],
    ['tool.started', { ...EXAMPLES['tool.started'], step_id: 4 }],
    ['tool.finished', { ...EXAMPLES['tool.finished'], step_id: 4 }],
    ['policy.decision', { ...EXAMPLES['policy.decision'], stage: 'reply' }],
    ['approval.requested', { ...EXAMPLES['approval.requested'], approval_id: 'a2' }],
    ['approval.answered', { ...EXAMPLES['approval.answered'], approval_id: 'a2' }],
    ['text.delta', { ...EXAMPLES['text.delta'], index: 1 }],
    ['model.finished', { ...EXAMPLES['model.finished'], call: 2 }],
    ['budget.downgraded', { ...EXAMPLES['budget.downgraded'], to: 'c' }],
  ])('%s', (type, other) => {
    expect(eventKey(other)).not.toBe(eventKey(EXAMPLES[type]));
  });
});

describe('a fact said again has its key, however it is said', () => {
  test.each<[RunEventType, RunEventBody]>([
    ['node.finished', { ...EXAMPLES['node.finished'], duration_ms: 99 }],
    ['tool.started', { ...EXAMPLES['tool.started'], args: { other: true } }],
    ['tool.finished', { ...EXAMPLES['tool.finished'], result: 'other', duration_ms: 99 }],
    ['text.delta', { ...EXAMPLES['text.delta'], text: 'other' }],
    ['plan.replanned', { ...EXAMPLES['plan.replanned'], cause: 'other' }],
    ['run.failed', { ...EXAMPLES['run.failed'], message: 'other' }],
  ])('%s', (type, other) => {
    expect(eventKey(other)).toBe(eventKey(EXAMPLES[type]));
  });
});
