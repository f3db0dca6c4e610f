import type { PlanStep, StepDraft } from '../../contracts/plan.js';
import type { ServiceTool } from '../../services/service-tool.js';
import { checkPlan, referencedSteps } from '../resolve-references.js';
import { checkArgs } from './check-args.js';

/** What a plan is held against. */
export interface PlanGround {
  tools: ReadonlyMap<string, ServiceTool>;
  /** The steps there were before it; none for a first plan. */
  before: readonly PlanStep[];
  maxSteps: number;
}

/** The steps with an `after` for every step whose result they use. */
export function withOrder(steps: readonly StepDraft[]): StepDraft[] {
  const own = new Set(steps.map(({ id }) => id));
  return steps.map((step) => {
    const used = referencedSteps(step.args).filter((id) => own.has(id));
    return { ...step, after: [...new Set([...step.after, ...used])] };
  });
}

/** Everything that is wrong with a plan, in sentences for whoever made it; [] where it can run. */
export function problemsOf(steps: readonly StepDraft[], ground: PlanGround): string[] {
  const { tools, before, maxSteps } = ground;
  const done = before.filter(({ state }) => state === 'done');
  const doneIds = new Set(done.map(({ id }) => id));
  const known = { toolNames: new Set(tools.keys()), doneIds };
  const toolById = new Map([...done, ...steps].map(({ id, tool }) => [id, tool]));
  const room = maxSteps - before.length;
  return [
    ...(steps.length === 0 ? ['There are no steps.'] : []),
    ...(steps.length > room ? [`${steps.length} steps are too many: at most ${room} are left.`] : []),
    ...checkPlan(steps, known).map(({ message }) => message),
    ...reusedIds(steps, before),
    ...steps.flatMap((step) => checkArgs(step, tools, (id) => toolById.get(id))),
    ...steps.flatMap((step) => repeatsFailure(step, before)),
  ];
}

function reusedIds(steps: readonly StepDraft[], before: readonly PlanStep[]): string[] {
  const taken = new Set(before.filter(({ state }) => state !== 'done').map(({ id }) => id));
  return steps.filter(({ id }) => taken.has(id)).map(({ id }) => `Step id ${id} is taken.`);
}

/** Failures that may be over at the next try. */
const PASSING: ReadonlySet<string> = new Set(['unavailable', 'timeout', 'bad_answer']);

/** The guard against going round in circles. */
function repeatsFailure(step: StepDraft, before: readonly PlanStep[]): string[] {
  const call = callOf(step);
  const same = before.filter((one) => one.state === 'failed' && callOf(one) === call);
  const isLoop = same.some(({ error }) => !PASSING.has(error?.code ?? '')) || same.length > 1;
  return isLoop
    ? [`Step ${step.id} repeats step ${same[0]?.id}, which failed, with the same arguments.`]
    : [];
}

function callOf({ tool, args }: StepDraft): string {
  return JSON.stringify([tool, Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
