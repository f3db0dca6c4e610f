import { z } from 'zod';

const Side = z.object({ team: z.string(), score: z.int() });

/** `GET /scores?team=&league=` newest first; instants are ISO 8601. */
export const Scores = z.object({
  scores: z.array(
    z.object({
      id: z.string(),
      league: z.string(),
      home: Side,
      away: Side,
      status: z.enum(['live', 'final']),
      played_at: z.string(),
    }),
  ),
});
export type Scores = z.infer<typeof Scores>;

/** `GET /fixtures?team=` soonest first */
export const Fixtures = z.object({
  fixtures: z.array(
    z.object({
      id: z.string(),
      league: z.string(),
      home: z.string(),
      away: z.string(),
      starts_at: z.string(),
      venue: z.string(),
    }),
  ),
});
export type Fixtures = z.infer<typeof Fixtures>;
