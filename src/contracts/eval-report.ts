import { z } from 'zod';
import { JsonValue } from './json.js';

/** One thing that is not as it should be; without a turn it is about the case as a whole. */
const EvalFinding = z.object({
  turn: z.int().optional(),
  input: z.string().optional(),
  scorer: z.string(),
  what: z.string(),
  expected: JsonValue,
  got: JsonValue,
});

/** One case of a report: what is shown of it. */
export const EvalCase = z.object({
  id: z.string(),
  suite: z.string(),
  title: z.string(),
  status: z.enum(['passed', 'failed', 'known', 'error']),
  /** Of the first play that did not pass. */
  findings: z.array(EvalFinding),
  error: z.string().optional(),
});
export type EvalCase = z.infer<typeof EvalCase>;

export const EvalTotals = z.object({
  cases: z.int(),
  turns: z.int(),
  passed: z.int(),
  failed: z.int(),
  errors: z.int(),
});

/** What `npm run evals` leaves in `results.json`. */
export const EvalReport = z.object({ totals: EvalTotals, cases: z.array(EvalCase) });
export type EvalReport = z.infer<typeof EvalReport>;

export const EvalReportSummary = z.object({
  name: z.string(),
  written_at: z.string(),
  totals: EvalTotals,
  /** There is a page of it, in which each run can be opened in the visualizer. */
  has_page: z.boolean(),
});
export type EvalReportSummary = z.infer<typeof EvalReportSummary>;
