import { z } from 'zod';
import { JsonValue } from './json.js';

export const StepState = z.enum(['pending', 'running', 'done', 'failed', 'skipped']);
export type StepState = z.infer<typeof StepState>;

/** True on what was rehearsed and not done; left out everywhere else. */
export const DryRun = z.literal(true).optional();

/** Why a step or a call did not succeed: a stable code, and a sentence that is safe to show to a person. */
export const StepError = z.object({
  code: z.string(),
  message: z.string(),
  service: z.string().optional(),
  /** What a person can choose from, where the failure is an ambiguity. */
  choices: z.array(z.object({ label: z.string(), value: z.string() })).optional(),
});
export type StepError = z.infer<typeof StepError>;

/**
 * One call of one tool. `args` may hold references to earlier results: a string that is exactly `${2.cart.id}` is
 * replaced by that value with its type kept; inside a longer string it is replaced as text.
 */
export const PlanStep = z.object({
  id: z.int().min(1),
  tool: z.string(),
  /** What the step does, for a person: "Refund order 123". */
  label: z.string(),
  args: z.record(z.string(), JsonValue),
  /** Ids of the steps that must be done first. */
  after: z.array(z.int()),
  state: StepState,
  error: StepError.optional(),
});
export type PlanStep = z.infer<typeof PlanStep>;

export const Plan = z.object({
  goal: z.string(),
  /** 0 for the first plan of a run, one more for every replan. */
  revision: z.int().min(0),
  steps: z.array(PlanStep),
});
export type Plan = z.infer<typeof Plan>;

/** A step as a planner writes it, before it has a state. */
export const StepDraft = PlanStep.omit({ state: true, error: true });
export type StepDraft = z.infer<typeof StepDraft>;
