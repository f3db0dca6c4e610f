import type { ForkEdit } from '../../contracts/fork.js';
import type { Plan } from '../../contracts/plan.js';
import type { Route, RunEvent } from '../../contracts/run-event.js';

/** What a fork takes from its parent: the events up to number `at`, as they would have been with the edit. */
export function pastOf(events: readonly RunEvent[], at: number, edit: ForkEdit): RunEvent[] {
  const kept = events.filter(({ seq }) => seq <= at);
  return [withRoute, withPlan, withCall].reduce((past, change) => change(past, edit), kept);
}

/** The plan that is in force at the end of `events`. */
export function planIn(events: readonly RunEvent[]): Plan | undefined {
  return events.findLast(isPlan)?.plan;
}

/** The steps that had ended, one way or another, before the plan was made: no edit of it reaches them. */
export function settledSteps({ steps }: Plan): Plan['steps'] {
  return steps.filter(({ state }) => state !== 'pending');
}

/** How the call of a step ended; undefined where it had not. */
export function endOfCall(events: readonly RunEvent[], stepId: number): CallEnd | undefined {
  return events.filter(isCallEnd).find((event) => event.step_id === stepId);
}

export type CallEnd = Extract<RunEvent, { type: 'tool.finished' | 'tool.failed' }>;
type PlanMade = Extract<RunEvent, { type: 'plan.created' | 'plan.replanned' }>;

function isCallEnd(event: RunEvent): event is CallEnd {
  return event.type === 'tool.finished' || event.type === 'tool.failed';
}

function isPlan(event: RunEvent): event is PlanMade {
  return event.type === 'plan.created' || event.type === 'plan.replanned';
}

function withRoute(past: RunEvent[], { state }: ForkEdit): RunEvent[] {
  const { route } = state ?? {};
  if (route === undefined) return past;
  const edited: Route = { ...route, confidence: 1, by: 'rules', reason: 'edited' };
  return past.map((event) => (event.type === 'route.chosen' ? { ...event, route: edited } : event));
}

/** What had ended before the plan was made stays; what an edit says of it was checked to be the same. */
function withPlan(past: RunEvent[], { state }: ForkEdit): RunEvent[] {
  const { plan: edited } = state ?? {};
  const made = past.findLast(isPlan);
  if (edited === undefined || made === undefined) return past;
  const settled = settledSteps(made.plan);
  const added = edited.steps.filter(({ id }) => !settled.some((step) => step.id === id));
  const steps = [...settled, ...added.map((step) => ({ ...step, state: 'pending' as const }))];
  const plan = { ...made.plan, goal: edited.goal ?? made.plan.goal, steps };
  return past.map((event) => (event === made ? { ...made, plan } : event));
}

function withCall(past: RunEvent[], { tool_result: edited }: ForkEdit): RunEvent[] {
  if (edited === undefined) return past;
  return past.map((event) => {
    if (!isCallEnd(event) || event.step_id !== edited.step_id) return event;
    const { seq, run_id, session_id, at, step_id, tool, service, duration_ms } = event;
    const about = { seq, run_id, session_id, at, step_id, tool, service, duration_ms };
    return edited.error === undefined
      ? { ...about, type: 'tool.finished', result: edited.result ?? null }
      : { ...about, type: 'tool.failed', error: { ...edited.error, service } };
  });
}
