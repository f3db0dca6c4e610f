import { z } from 'zod';

/** Which part of the request is wrong: `message`, `args.order_id`. */
export const FieldError = z.object({ path: z.string(), message: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** The body of every answer that is not a success (RFC 9457, `application/problem+json`). */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** Stable: what a client may test for. */
  code: z.string(),
  detail: z.string(),
  /** Names this one occurrence, as the log does. */
  instance: z.string(),
  errors: z.array(FieldError).optional(),
  /** What a person can choose from, where the failure is an ambiguity. */
  choices: z.array(z.object({ label: z.string(), value: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
