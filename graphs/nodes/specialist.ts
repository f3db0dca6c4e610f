import type { Plan, StepDraft } from '../../src/contracts/plan.js';
import type { Outcome } from '../../src/planner/planner.js';
import { checkPlan } from '../../src/planner/resolve-references.js';
import type { ModeDefinition } from '../mode-definition.js';
import type { RunContext } from '../run-context.js';
import type { ChatState, ChatUpdate } from '../state.js';
import { freeSteps, heldSteps, progressOf, stepsOf, turnOf, type Desk } from '../turn.js';
import { askPerson } from './ask-person.js';
import type { Work } from './node.js';
import { tellRehearsal } from './tell-rehearsal.js';

/**
 * Plans; looks at what the tools came to; asks the person where a step needs a yes; replans what failed; and in the end writes
 * the reply.
 */
export function createSpecialist(definition: ModeDefinition): Work {
  return async (state, context) => {
    // Policy has answered.
    if (state.outcome !== null) return {};
    if (state.route === null) throw new Error('The specialist was reached without a route');
    const turn = turnOf(definition, state, context);
    const desk: Desk = { turn, route: state.route, context };
    if (state.plan !== null) return goOn(desk, state);
    const decision = await context.planner.plan(turn, state.route);
    if (decision.do === 'reply') return { outcome: say(decision.outcome, context) };
    const plan: Plan = { goal: decision.goal, revision: 0, steps: toPending(decision.steps) };
    assertRunnable(plan, context);
    context.emit({ type: 'plan.created', plan });
    return { plan, ...(await goOn(desk, { ...state, plan })) };
  };
}

/** Leaves it to the tools while they have something to do; else asks, replans or replies, in this order. */
async function goOn(desk: Desk, state: ChatState): Promise<ChatUpdate> {
  if (freeSteps(state, desk.context).length > 0) return {};
  const held = heldSteps(state, desk.context);
  if (held.length > 0) return askPerson(desk, state, held);
  return (await replan(desk, state)) ?? respond(desk, state);
}

/** Undefined where nothing failed, or where the planner may not or need not try again. */
async function replan({ turn, route, context }: Desk, state: ChatState): Promise<ChatUpdate | undefined> {
  const progress = progressOf(state);
  if (progress.failed.length === 0 || progress.plan.revision >= context.limits.maxReplans) return undefined;
  const decision = await context.planner.replan(turn, route, progress);
  if (decision.do === 'reply') {
    skipPending(state, context);
    const outcome = tellRehearsal({ turn, route, context }, progress) ?? decision.outcome;
    return { outcome: say(outcome, context), asked: [] };
  }
  if (decision.steps.length === 0) return undefined;
  skipPending(state, context);
  const settled = progress.plan.steps.map((step) =>
    step.state === 'pending' ? ({ ...step, state: 'skipped' } as const) : step,
  );
  const steps = [...settled, ...toPending(decision.steps)];
  const plan: Plan = { goal: decision.goal, revision: progress.plan.revision + 1, steps };
  assertRunnable(plan, context);
  const cause = progress.failed.map((step) => `${step.label}: ${step.error.message}`).join(' ');
  context.emit({ type: 'plan.replanned', plan, cause });
  const next: ChatState = { ...state, plan };
  return { plan, ...(await goOn({ turn, route, context }, next)) };
}

async function respond({ turn, route, context }: Desk, state: ChatState): Promise<ChatUpdate> {
  skipPending(state, context);
  const rehearsed = tellRehearsal({ turn, route, context }, progressOf(state));
  if (rehearsed !== undefined) return { outcome: say(rehearsed, context), asked: [] };
  const outcome = await context.planner.respond(turn, route, progressOf(state), context.voice.say);
  context.voice.end();
  return { outcome, asked: [] };
}

function say(outcome: Outcome, context: RunContext): Outcome {
  context.voice.say(outcome.reply.text);
  context.voice.end();
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
