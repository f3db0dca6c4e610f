import { z } from 'zod';
import { CallerId } from './chat.js';
import { Dialog } from './dialog.js';
import { JsonValue } from './json.js';
import { PlanStep, StepError } from './plan.js';

/** How many steps a person may write into a plan. */
const MAX_STEPS = 64;

/** The plan as a person would have it. Steps that had ended before it was made stay as they were. */
const EditedPlan = z.strictObject({
  goal: z.string().max(500).optional(),
  steps: z
    .array(PlanStep.omit({ state: true, error: true }))
    .min(1)
    .max(MAX_STEPS),
});

/** What the run knows: whom the turn goes to, what is planned, what earlier turns left to it. */
const EditedState = z.strictObject({
  route: z.strictObject({ specialist: z.string(), intent: z.string() }).optional(),
  plan: EditedPlan.optional(),
  dialog: Dialog.optional(),
});

const EditedCall = z
  .strictObject({
    step_id: z.int().min(1),
    result: JsonValue.optional(),
    error: StepError.pick({ code: true, message: true }).optional(),
  })
  .refine(({ result, error }) => (result === undefined) !== (error === undefined), {
    message: 'takes either a result or an error',
  });

/** A template of the planner's, by its file below `prompts/`. */
export const PromptText = z.strictObject({ file: z.string(), text: z.string().max(20_000) });
export type PromptText = z.infer<typeof PromptText>;

/** What is different in a fork from the run it forks; at least one thing is. */
export const ForkEdit = z
  .strictObject({
    message: z.string().optional(),
    /** What a call is to have answered. */
    tool_result: EditedCall.optional(),
    state: EditedState.optional(),
    /** The text of one of the model's prompts (`GET /prompts`), for this run only. */
    prompt: PromptText.optional(),
  })
  .refine((edit) => Object.values(edit).some((part) => part !== undefined), {
    message: 'changes nothing',
  });
export type ForkEdit = z.infer<typeof ForkEdit>;

/** `POST /runs/:id/fork`: another run that follows the record of this one up to event number `at` (0 for none of it). */
export const ForkRequest = z.object({
  user_id: CallerId.nullish(),
  at: z.int().min(0),
  edit: ForkEdit,
});
export type ForkRequest = z.infer<typeof ForkRequest>;

/** Which run a fork forks, where, and how it differs. */
export const ForkOrigin = z.object({ run_id: z.string(), at: z.int().min(0), edit: ForkEdit });
export type ForkOrigin = z.infer<typeof ForkOrigin>;

/** What is on record of a fork: also where its session stood when the run that began its line was accepted. */
export const ForkRecord = ForkOrigin.extend({ turn_no: z.number() });
export type ForkRecord = z.infer<typeof ForkRecord>;
