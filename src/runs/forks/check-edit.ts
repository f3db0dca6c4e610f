import { isDeepStrictEqual } from 'node:util';
import type { ForkEdit } from '../../contracts/fork.js';
import type { Plan } from '../../contracts/plan.js';
import type { FieldError } from '../../contracts/problem.js';
import type { RunEvent } from '../../contracts/run-event.js';
import { AppError } from '../../core/errors.js';
import { checkPlan } from '../../planner/resolve-references.js';
import type { ServiceTool } from '../../services/service-tool.js';
import { endOfCall, planIn, settledSteps } from './past-of.js';

/** What an edit is held against. */
export interface EditGround {
  /** The parent's events up to where it is forked. */
  past: readonly RunEvent[];
  at: number;
  specialists: readonly string[];
  tools: ReadonlyMap<string, ServiceTool>;
  maxSteps: number;
  /** What is wrong with another text for a prompt; undefined where no prompt is used. */
  promptProblems: ((file: string, text: string) => string[]) | undefined;
}

/** Throws `AppError` where the edit is of something that is not there yet, or could not have come about. */
export function checkEdit(edit: ForkEdit, ground: EditGround): void {
  checkRoute(edit, ground);
  checkPlanEdit(edit, ground);
  checkCall(edit, ground);
  checkPrompt(edit, ground);
}

function checkRoute({ state }: ForkEdit, { past, at, specialists }: EditGround): void {
  if (state?.route === undefined) return;
  if (!past.some(({ type }) => type === 'route.chosen'))
    throw cannot(`There was no route yet at event ${at}.`);
  const { specialist } = state.route;
  if (!specialists.includes(specialist))
    throw wrong('state.route.specialist', `must be one of ${specialists.join(', ')}`);
}

function checkPlanEdit({ state }: ForkEdit, { past, at, tools, maxSteps }: EditGround): void {
  if (state?.plan === undefined) return;
  const made = planIn(past);
  if (made === undefined) throw cannot(`There was no plan yet at event ${at}.`);
  const settled = settledSteps(made);
  const changed = state.plan.steps.find((step) =>
    settled.some((old) => old.id === step.id && !isSame(old, step)),
  );
  if (changed !== undefined)
    throw cannot(`Step ${changed.id} had ended when this plan was made: fork the run before that.`);
  const added = state.plan.steps.filter(({ id }) => !settled.some((old) => old.id === id));
  const doneIds = new Set(settled.filter((step) => step.state === 'done').map(({ id }) => id));
  const problems = checkPlan(added, { toolNames: new Set(tools.keys()), doneIds }).map(
    ({ message }) => message,
  );
  if (settled.length + added.length > maxSteps) problems.push(`A plan has at most ${maxSteps} steps.`);
  if (problems.length > 0) throw wrong('state.plan', problems.join(' '));
}

function isSame(
  old: Plan['steps'][number],
  { tool, args }: Pick<Plan['steps'][number], 'tool' | 'args'>,
): boolean {
  return old.tool === tool && isDeepStrictEqual(old.args, args);
}

function checkCall({ tool_result: call }: ForkEdit, { past, at, tools }: EditGround): void {
  if (call === undefined) return;
  const end = endOfCall(past, call.step_id);
  if (end === undefined) throw cannot(`No call of step ${call.step_id} had ended at event ${at}.`);
  if (call.result === undefined) return;
  const parsed = tools.get(end.tool)?.result.safeParse(call.result);
  if (parsed === undefined || parsed.success) return;
  throw wrongFields(
    parsed.error.issues.map(({ path, message }) => ({
      path: ['tool_result', 'result', ...path].join('.'),
      message,
    })),
  );
}

function checkPrompt({ prompt }: ForkEdit, { promptProblems }: EditGround): void {
  if (prompt === undefined) return;
  if (promptProblems === undefined) throw cannot('No model plans here, so no prompt is used.');
  const problems = promptProblems(prompt.file, prompt.text);
  if (problems.length > 0) throw wrong('prompt', problems.join('; '));
}

/** The run cannot be forked there, or so. */
export function cannot(message: string): AppError {
  return new AppError('cannot_fork', message);
}

function wrong(path: string, message: string): AppError {
  return wrongFields([{ path, message }]);
}

function wrongFields(faults: readonly FieldError[]): AppError {
  const errors = faults.map(({ path, message }) => ({ path: `edit.${path}`, message }));
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return new AppError('invalid_field', detail, { details: { errors } });
}
