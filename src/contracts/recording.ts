import { z } from 'zod';
import { Mode } from './mode.js';
import { RunEvent } from './run-event.js';

/** One turn as it is on record. */
const RecordedTurn = z.object({
  id: z.string(),
  message: z.string(),
  created_at: z.string(),
  dry_run: z.boolean(),
  events: z.array(RunEvent),
});

/** A conversation as it went, to be made a case of the evals: `npm run evals:record -- --file FILE`. */
export const Recording = z.object({
  session_id: z.string(),
  user_id: z.string(),
  mode: Mode,
  runs: z.array(RecordedTurn).min(1),
  /** What is remembered of the user, by id. */
  memories: z.array(z.object({ id: z.string(), kind: z.string(), text: z.string(), created_at: z.string() })),
});
export type Recording = z.infer<typeof Recording>;
