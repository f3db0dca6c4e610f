import type { Plan, PlanStep } from '../../contracts/plan.js';
import type { RunEvent } from '../../contracts/run-event.js';

export interface StepAt extends PlanStep {
  /** Calls of its tool so far. */
  attempts: number;
  duration_ms: number | null;
  /** The steps it still waits for. */
  waits_for: number[];
  /** Waits for the person's yes. */
  asks: boolean;
  /** The revision of the plan it came with. */
  since: number;
}

export interface ReplanEdge {
  source: number;
  target: number;
  cause: string;
}

export interface PlanAt {
  goal: string;
  revision: number;
  steps: StepAt[];
  /** From what failed to what was planned in its place. */
  replans: ReplanEdge[];
}

/** The plan behind the first `step` events; undefined before there is one. */
export function planAt(events: readonly RunEvent[], step: number): PlanAt | undefined {
  let plan: PlanAt | undefined;
  for (const event of events.slice(0, step)) plan = after(plan, event);
  return plan === undefined ? undefined : { ...plan, steps: withWaits(plan.steps) };
}

function after(plan: PlanAt | undefined, event: RunEvent): PlanAt | undefined {
  if (event.type === 'plan.created') return begin(event.plan);
  if (plan === undefined) return undefined;
  switch (event.type) {
    case 'plan.replanned':
      return replan(plan, event.plan, event.cause);
    case 'plan.step': {
      const { state, error } = event;
      return change(plan, event.step_id, () => ({ state, ...(error !== undefined && { error }) }));
    }
    case 'tool.started':
      return change(plan, event.step_id, ({ attempts }) => ({ attempts: attempts + 1 }));
    case 'tool.finished':
    case 'tool.failed':
      return change(plan, event.step_id, () => ({ duration_ms: event.duration_ms }));
    case 'approval.requested': {
      const id = event.request['step_id'];
      return typeof id === 'number' ? change(plan, id, () => ({ asks: true })) : plan;
    }
    default:
      return plan;
  }
}

function begin({ goal, revision, steps }: Plan): PlanAt {
  return { goal, revision, steps: steps.map((step) => fresh(step, revision)), replans: [] };
}

function replan(old: PlanAt, plan: Plan, cause: string): PlanAt {
  const known = new Map(old.steps.map((step) => [step.id, step]));
  const steps = plan.steps.map((step) => ({
    ...(known.get(step.id) ?? fresh(step, plan.revision)),
    ...step,
  }));
  const added = steps.filter(({ id }) => !known.has(id));
  const failed = plan.steps.filter(({ id, state }) => state === 'failed' && !hasSuccessor(old, id));
  const first = added.filter(({ after }) => !after.some((id) => added.some((step) => step.id === id)));
  const edges = failed.flatMap(({ id }) => first.map((step) => ({ source: id, target: step.id, cause })));
  return { goal: plan.goal, revision: plan.revision, steps, replans: [...old.replans, ...edges] };
}

function hasSuccessor({ replans }: PlanAt, id: number): boolean {
  return replans.some(({ source }) => source === id);
}

function fresh(step: PlanStep, since: number): StepAt {
  return { ...step, attempts: 0, duration_ms: null, waits_for: [], asks: false, since };
}

function change(plan: PlanAt, id: number, to: (step: StepAt) => Partial<StepAt>): PlanAt {
  return { ...plan, steps: plan.steps.map((step) => (step.id === id ? { ...step, ...to(step) } : step)) };
}

function withWaits(steps: StepAt[]): StepAt[] {
  const done = new Set(steps.filter(({ state }) => state === 'done').map(({ id }) => id));
  return steps.map((step) => ({
    ...step,
    asks: step.asks && step.state === 'pending',
    waits_for: step.state === 'pending' ? step.after.filter((id) => !done.has(id)) : [],
  }));
}
