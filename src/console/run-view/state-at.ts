import type { Dialog } from '../../contracts/dialog.js';
import type { JsonValue } from '../../contracts/json.js';
import type { Plan, StepError } from '../../contracts/plan.js';
import type { RunEvent } from '../../contracts/run-event.js';

/** What is known of a run behind one of its events: plain JSON, so that two of them can be compared. */
export interface RunState {
  status: 'running' | 'done' | 'failed' | 'cancelled';
  mode: string | null;
  dry_run: boolean;
  route: JsonValue;
  /** What earlier turns had left. */
  dialog: Dialog | null;
  plan: Plan | null;
  /** Why there is another plan, in the order of the plans. */
  replanned: string[];
  /** By step of the plan. */
  results: Record<string, JsonValue>;
  errors: Record<string, StepError>;
  policy: JsonValue[];
  approvals: Record<string, string>;
  memories: JsonValue[];
  model: { calls: number; input_tokens: number; output_tokens: number; cost_usd: number };
  text: string;
  reply: JsonValue;
  end: JsonValue;
}

const NOTHING: RunState = {
  status: 'running',
  mode: null,
  dry_run: false,
  route: null,
  dialog: null,
  plan: null,
  replanned: [],
  results: {},
  errors: {},
  policy: [],
  approvals: {},
  memories: [],
  model: { calls: 0, input_tokens: 0, output_tokens: 0, cost_usd: 0 },
  text: '',
  reply: null,
  end: null,
};

/** The state behind the first `step` events; 0 is before the first. */
export function stateAt(events: readonly RunEvent[], step: number): RunState {
  return events.slice(0, step).reduce(after, NOTHING);
}

/** The state behind one more event. */
function after(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'run.started':
      return { ...state, mode: event.mode, dry_run: event.dry_run === true };
    case 'route.chosen':
      return { ...state, route: event.route as JsonValue, dialog: event.dialog ?? null };
    case 'plan.created':
      return { ...state, plan: event.plan };
    case 'plan.replanned':
      return { ...state, plan: event.plan, replanned: [...state.replanned, event.cause] };
    case 'plan.step':
      return { ...state, plan: withStep(state.plan, event) };
    case 'tool.finished':
      return { ...state, results: { ...state.results, [event.step_id]: event.result } };
    case 'tool.failed':
      return { ...state, errors: { ...state.errors, [event.step_id]: event.error } };
    default:
      return afterTalk(state, event);
  }
}

/** What is not about the plan and its steps. */
function afterTalk(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'memory.recalled':
      return { ...state, memories: event.memories };
    case 'policy.decision':
      return { ...state, policy: [...state.policy, decisionOf(event)] };
    case 'approval.requested':
      return { ...state, approvals: { ...state.approvals, [event.approval_id]: 'pending' } };
    case 'approval.answered':
      return { ...state, approvals: { ...state.approvals, [event.approval_id]: event.decision } };
    case 'text.delta':
      return { ...state, text: state.text + event.text };
    case 'reply':
      return { ...state, reply: event.reply as JsonValue };
    case 'model.finished':
      return { ...state, model: withCall(state.model, event) };
    case 'run.finished':
      return { ...state, status: 'done' };
    case 'run.failed':
      return { ...state, status: 'failed', end: { code: event.code, message: event.message } };
    case 'run.cancelled':
      return { ...state, status: 'cancelled', end: { reason: event.reason, message: event.message ?? null } };
    default:
      return state;
  }
}

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

function withStep(plan: Plan | null, { step_id, state, error }: EventOf<'plan.step'>): Plan | null {
  if (plan === null) return null;
  const steps = plan.steps.map((step) =>
    step.id === step_id ? { ...step, state, ...(error !== undefined && { error }) } : step,
  );
  return { ...plan, steps };
}

function withCall(sum: RunState['model'], call: EventOf<'model.finished'>): RunState['model'] {
  return {
    calls: sum.calls + 1,
    input_tokens: sum.input_tokens + call.input_tokens,
    output_tokens: sum.output_tokens + call.output_tokens,
    cost_usd: sum.cost_usd + call.cost_usd,
  };
}

function decisionOf({ stage, step_id, decision, reasons }: EventOf<'policy.decision'>): JsonValue {
  return { stage, ...(step_id !== undefined && { step_id }), decision, reasons };
}
