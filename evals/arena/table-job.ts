import { z } from 'zod';

/** What one thread plays: one fight under one policy with some seeds. */
export const Job = z.object({ boss: z.string(), policy: z.string(), seeds: z.array(z.int()) });
export type Job = z.infer<typeof Job>;

export const Cell = z.object({
  boss: z.string(),
  policy: z.string(),
  won: z.int(),
  played: z.int(),
  /** What playing took, and how long the fights were on their own clock. */
  ms: z.number(),
  game_ms: z.number(),
});
export type Cell = z.infer<typeof Cell>;
