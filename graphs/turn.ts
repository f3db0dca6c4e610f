import type { JsonValue } from '../src/contracts/json.js';
import type { PlanStep } from '../src/contracts/plan.js';
import type { Route } from '../src/contracts/run-event.js';
import type { FailedStep, Progress, Turn } from '../src/planner/planner.js';
import type { ModeDefinition } from './mode-definition.js';
import type { RunContext } from './run-context.js';
import type { ChatState, StepResults } from './state.js';

/** What the specialist works with. */
export interface Desk {
  turn: Turn;
  route: Route;
  context: RunContext;
}

/** The intents of turns that are answered without a planner: refused by policy, about what is remembered, a yes to nobody knows what. */
export const AT_ONCE = { refused: 'refused', memory: 'memory', which: 'which' } as const;

export function isAnsweredAtOnce({ intent }: Route): boolean {
  return Object.values<string>(AT_ONCE).includes(intent);
}

/** What the planner may see of the run. */
export function turnOf(definition: ModeDefinition, state: ChatState, context: RunContext): Turn {
  return {
    mode: definition.mode,
    text: state.message,
    userId: context.userId,
    now: context.now,
    history: context.history,
    ...(context.summary === undefined ? {} : { summary: context.summary }),
    ...(context.omitted === undefined ? {} : { omitted: context.omitted }),
    dialog: state.dialog,
    ...(context.memories === undefined ? {} : { memories: context.memories }),
    ...(context.brief === undefined ? {} : { brief: context.brief }),
    specialists: definition.specialists,
    tools: context.tools,
    signal: context.signal,
  };
}

/** The plan's steps with the states that the results give them; the plan itself holds the steps as they were planned. */
export function stepsOf(state: ChatState): PlanStep[] {
  return state.plan?.steps.map((step) => withResult(step, state.results)) ?? [];
}

function withResult(step: PlanStep, results: StepResults): PlanStep {
  const result = results[step.id];
  // What a replan has already answered is settled in the plan itself.
  if (result === undefined || step.state !== 'pending') return step;
  return result.state === 'done'
    ? { ...step, state: 'done' }
    : { ...step, state: 'failed', error: result.error };
}

/** The pending steps whose predecessors are all done. */
export function readySteps(state: ChatState): PlanStep[] {
  const steps = stepsOf(state);
  const done = new Set(steps.filter((step) => step.state === 'done').map((step) => step.id));
  return steps.filter((step) => step.state === 'pending' && step.after.every((id) => done.has(id)));
}

/** The ready steps that wait for a person's yes. */
export function heldSteps(state: ChatState, context: RunContext): PlanStep[] {
  return readySteps(state).filter((step) => isHeld(step, state, context));
}

/** The ready steps that nothing keeps from running. */
export function freeSteps(state: ChatState, context: RunContext): PlanStep[] {
  return readySteps(state).filter((step) => !isHeld(step, state, context));
}

function isHeld(step: PlanStep, state: ChatState, context: RunContext): boolean {
  return context.needsApproval(step.tool) && state.approvals[step.id] === undefined;
}

/** True for a write of a dry run: whatever becomes of it, nothing is changed by it. */
export function isRehearsed({ tool }: Pick<PlanStep, 'tool'>, context: RunContext): boolean {
  return context.rehearsal !== undefined && context.tools.get(tool)?.effect === 'write';
}

/** The results of the steps that are done, by step id. */
export function doneResults(results: StepResults): Map<number, JsonValue> {
  return new Map(
    Object.entries(results).flatMap(([id, result]) =>
      result.state === 'done' ? [[Number(id), result.result] as const] : [],
    ),
  );
}

/** Where the plan stands, for the planner. `failed` holds only what no replan has answered yet. */
export function progressOf(state: ChatState): Progress {
  if (state.plan === null) throw new Error('There is no plan to have progress on');
  const steps = stepsOf(state);
  const results = doneResults(state.results);
  const answered = new Set(state.plan.steps.filter((step) => step.state === 'failed').map((step) => step.id));
  const failed = steps.filter(isFailed).filter((step) => !answered.has(step.id));
  return { plan: { ...state.plan, steps }, results, failed };
}

function isFailed(step: PlanStep): step is FailedStep {
  return step.state === 'failed' && step.error !== undefined;
}
