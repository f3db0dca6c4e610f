import type { z } from 'zod';
import type { PlanStep } from '../../contracts/plan.js';
import type { FailedStep, Progress, Turn } from '../planner.js';
import type { PlannedWish } from './plan-wishes.js';
import type { Story } from './templates/template.js';

/** How the steps of one wish went. */
export function storyOf(
  planned: Pick<PlannedWish, 'wish'>,
  turn: Turn,
  progress: Progress,
  steps: readonly PlanStep[],
): Story {
  const done = steps.filter(({ state }) => state === 'done');
  const lastDone = (tool: string) => done.findLast((step) => step.tool === tool);
  return {
    wish: planned.wish,
    turn,
    result: <T>(tool: string, schema: z.ZodType<T>): T | undefined => {
      const step = lastDone(tool);
      const read = step === undefined ? undefined : schema.safeParse(progress.results.get(step.id));
      return read?.success === true ? read.data : undefined;
    },
    isDone: (tool) => lastDone(tool) !== undefined,
    failure: lastFailure(steps, progress),
    doneWrites: done.filter(({ tool }) => turn.tools.get(tool)?.effect === 'write').map(({ label }) => label),
  };
}

/**
 * The steps each wish owns: those planned for it and those a replan added for it. Undefined where the plan is not ours
 * (a model made it and then failed), so that nobody reads another plan's results as ours.
 */
export function stepsByWish(
  wishes: readonly PlannedWish[],
  progress: Progress,
): Map<PlannedWish, PlanStep[]> | undefined {
  const drafts = wishes.flatMap(({ steps }) => steps);
  const byId = new Map(progress.plan.steps.map((step) => [step.id, step]));
  if (drafts.some((draft) => byId.get(draft.id)?.tool !== draft.tool)) return undefined;
  const owned = new Map(
    wishes.map((wish) => [
      wish,
      progress.plan.steps.filter(({ id }) => wish.steps.some((draft) => draft.id === id)),
    ]),
  );
  for (const added of progress.plan.steps.slice(drafts.length)) {
    const owner = wishes.find(
      ({ template, steps }) => steps.length > 0 && template.recoveryTools?.includes(added.tool),
    );
    if (owner === undefined) return undefined;
    owned.get(owner)?.push(added);
  }
  return owned;
}

function lastFailure(steps: readonly PlanStep[], progress: Progress): FailedStep | undefined {
  const ids = new Set(steps.map(({ id }) => id));
  const reported = progress.failed.filter(({ id }) => ids.has(id));
  return [...steps.filter(isFailed), ...reported].at(-1);
}

function isFailed(step: PlanStep): step is FailedStep {
  return step.state === 'failed' && step.error !== undefined;
}
