import type { Plan, StepDraft } from '../../src/contracts/plan.js';
import type { Route } from '../../src/contracts/run-event.js';
import type { Decision, Outcome, Turn } from '../../src/planner/planner.js';
import { checkPlan } from '../../src/planner/resolve-references.js';
import { cleanReplyText } from '../../src/policy/reply-policy.js';
import type { ModeDefinition } from '../mode-definition.js';
import type { RunContext } from '../run-context.js';
import type { ChatState, ChatUpdate } from '../state.js';
import { progressOf, readySteps, stepsOf, turnOf } from '../turn.js';
import type { Work } from './node.js';

/** Plans, looks at what the tools came to, replans what failed, and in the end writes the reply. */
export function createSpecialist(definition: ModeDefinition): Work {
  return async (state, context) => {
    if (state.route === null) throw new Error('The specialist was reached without a route');
    const turn = turnOf(definition, state, context);
    if (state.plan === null) return start(await context.planner.plan(turn, state.route), context);
    if (readySteps(state).length > 0) return {};
    return (
      (await replan(state, context, { turn, route: state.route })) ??
      respond(state, context, { turn, route: state.route })
    );
  };
}

interface Asked {
  turn: Turn;
  route: Route;
}

function start(decision: Decision, context: RunContext): ChatUpdate {
  if (decision.do === 'reply') return { outcome: say(decision.outcome, context) };
  const plan: Plan = { goal: decision.goal, revision: 0, steps: toPending(decision.steps) };
  assertRunnable(plan, context);
  context.emit({ type: 'plan.created', plan });
  return { plan };
}

/** Undefined where nothing failed, or where the planner may not or need not try again. */
async function replan(state: ChatState, context: RunContext, asked: Asked): Promise<ChatUpdate | undefined> {
  const progress = progressOf(state);
  if (progress.failed.length === 0 || progress.plan.revision >= context.limits.maxReplans) return undefined;
  const decision = await context.planner.replan(asked.turn, asked.route, progress);
  if (decision.do === 'reply') {
    skipPending(state, context);
    return { outcome: say(decision.outcome, context) };
  }
  if (decision.steps.length === 0) return undefined;
  const settled = progress.plan.steps.map((step) =>
    step.state === 'pending' ? ({ ...step, state: 'skipped' } as const) : step,
  );
  skipPending(state, context);
  const steps = [...settled, ...toPending(decision.steps)];
  const plan: Plan = { goal: decision.goal, revision: progress.plan.revision + 1, steps };
  assertRunnable(plan, context);
  const cause = progress.failed.map((step) => `${step.label}: ${step.error.message}`).join(' ');
  context.emit({ type: 'plan.replanned', plan, cause });
  return { plan };
}

async function respond(state: ChatState, context: RunContext, asked: Asked): Promise<ChatUpdate> {
  skipPending(state, context);
  let index = 0;
  const onText = (piece: string): void => {
    context.emit({ type: 'text.delta', index, text: cleanReplyText(piece) });
    index += 1;
  };
  return { outcome: await context.planner.respond(asked.turn, asked.route, progressOf(state), onText) };
}

function say(outcome: Outcome, context: RunContext): Outcome {
  context.emit({ type: 'text.delta', index: 0, text: cleanReplyText(outcome.reply.text) });
  return outcome;
}

function skipPending(state: ChatState, context: RunContext): void {
  for (const step of stepsOf(state)) {
    if (step.state !== 'pending') continue;
    context.emit({
      type: 'plan.step',
      step_id: step.id,
      tool: step.tool,
      label: step.label,
      state: 'skipped',
    });
  }
}

function toPending(steps: StepDraft[]): Plan['steps'] {
  return steps.map((step) => ({ ...step, state: 'pending' }));
}

/** The last line of defence: a planner checks its own plans and can repair them, here they can only be refused. */
function assertRunnable(plan: Plan, context: RunContext): void {
  const pending = plan.steps.filter((step) => step.state === 'pending');
  const doneIds = plan.steps.filter((step) => step.state === 'done').map((step) => step.id);
  const known = { toolNames: new Set(context.tools.keys()), doneIds: new Set(doneIds) };
  const problems = checkPlan(pending, known).map((problem) => problem.message);
  if (plan.steps.length > context.limits.maxSteps)
    problems.push(`more than ${context.limits.maxSteps} steps`);
  if (problems.length > 0) throw new Error(`The planner made a plan that cannot run: ${problems.join('; ')}`);
}
