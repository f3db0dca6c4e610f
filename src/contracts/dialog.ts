import { z } from 'zod';
import { JsonValue } from './json.js';

/** A question the copilot asked and waits to have answered: the next message may be its answer. */
export const PendingQuestion = z.object({
  intent: z.string(),
  /** The name of the slot that is missing: `order_id`, `product`, `to`. */
  slot: z.string(),
  /** What was understood so far. */
  slots: z.record(z.string(), JsonValue),
  choices: z.array(z.object({ label: z.string(), value: z.string() })),
  /** An offer: who says something else is not asked again. */
  optional: z.literal(true).optional(),
});
export type PendingQuestion = z.infer<typeof PendingQuestion>;

/** What a session carries from turn to turn (kept in its checkpoint): small, plain JSON. */
export const Dialog = z.object({
  pending: PendingQuestion.nullable(),
  /** What was last talked about, so that "refund it" has an "it". */
  focus: z.object({
    order_id: z.number().optional(),
    product: z.string().optional(),
    team: z.string().optional(),
    boss: z.string().optional(),
    email: z.string().optional(),
  }),
});
export type Dialog = z.infer<typeof Dialog>;
