import { z } from 'zod';
import { JsonObject, JsonValue } from './json.js';
import { StepError } from './plan.js';

/**
 * `intent`: about to be done. `sent`: under way. `done` and `failed`: known. `unknown`: nobody can say, and it is not
 * repeated by itself.
 */
export const EffectState = z.enum(['intent', 'sent', 'done', 'failed', 'unknown']);
export type EffectState = z.infer<typeof EffectState>;

/** One write in a user's name. Instants are ISO 8601. */
export const EffectView = z.object({
  key: z.string(),
  run_id: z.string(),
  session_id: z.string(),
  tool: z.string(),
  args: JsonObject,
  state: EffectState,
  result: JsonValue.nullable(),
  error: StepError.nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type EffectView = z.infer<typeof EffectView>;
