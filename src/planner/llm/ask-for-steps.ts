import type { z } from 'zod';
import type { StepDraft } from '../../contracts/plan.js';
import { ModelError, type Model, type ModelPrompt } from '../../llm/model.js';
import type { Turn } from '../planner.js';
import { problemsOf, withOrder, type PlanGround } from './check-steps.js';
import { toDrafts } from './plan-output.js';
import type { RunDesk } from './run-desk.js';

interface HasSteps {
  do: string;
  steps: Parameters<typeof toDrafts>[0];
}

export interface StepsAsked<T extends HasSteps> {
  purpose: 'plan' | 'replan';
  prompt: ModelPrompt;
  schema: z.ZodType<T>;
  ground: PlanGround;
}

/** A plan that can run: every step checked. */
export interface Planned<T> {
  output: T;
  steps: StepDraft[];
}

type Answer<T> = { planned: Planned<T> } | { said: string; problems: string[] };

/**
 * Asks the model for steps and checks them; where they cannot run, asks once more with what is wrong. Undefined where the
 * model is out of the turn after that.
 */
export async function askForSteps<T extends HasSteps>(
  desk: RunDesk,
  turn: Turn,
  asked: StepsAsked<T>,
): Promise<Planned<T> | undefined> {
  const first = await desk.model.ask((model) => attempt(model, turn, asked));
  if (first === undefined || 'planned' in first) return first?.planned;
  desk.metrics.modelRepaired(asked.purpose);
  const prompt = desk.repairPrompt(asked.prompt, first.said, first.problems);
  const second = await desk.model.ask((model) => attempt(model, turn, { ...asked, prompt }, 'repair'));
  if (second === undefined || 'planned' in second) return second?.planned;
  desk.model.fall('invalid_plan');
  return undefined;
}

/** Throws `ModelError` for what cannot be repaired. */
async function attempt<T extends HasSteps>(
  model: Model,
  { signal }: Turn,
  { purpose, prompt, schema, ground }: StepsAsked<T>,
  as: 'repair' | undefined = undefined,
): Promise<Answer<T>> {
  try {
    const output = await model.structured({ purpose: as ?? purpose, name: purpose, prompt, schema, signal });
    if (output.do !== 'run') return { planned: { output, steps: [] } };
    const steps = withOrder(toDrafts(output.steps));
    const problems = problemsOf(steps, ground);
    return problems.length === 0
      ? { planned: { output, steps } }
      : { said: JSON.stringify(output), problems };
  } catch (error) {
    const isRepairable = error instanceof ModelError && error.code === 'invalid_output' && as === undefined;
    if (!isRepairable) throw error;
    return { said: error.output ?? '', problems: [error.message] };
  }
}
