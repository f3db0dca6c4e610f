import { z } from 'zod';

/** `GET /matches/:id` */
export const Match = z.object({
  id: z.string(),
  status: z.enum(['live', 'ended']),
  player: z.string(),
  boss: z.object({ name: z.string(), phase: z.int(), hp_percent: z.number() }),
  allies: z.array(z.object({ name: z.string(), role: z.string(), hp_percent: z.number() })),
  objective: z.string(),
  started_at: z.string(),
});
export type Match = z.infer<typeof Match>;

/**
 * `POST /analyze {player, boss?, match_id?}`: looks at the named match, else at the player's live one, else at the named
 * boss alone (`match_id` is null then). 404 where there is neither a match nor a boss to look at.
 */
export const Analysis = z.object({
  match_id: z.string().nullable(),
  boss: z.string(),
  phase: z.int(),
  threats: z.array(z.string()),
  weaknesses: z.array(z.string()),
  recommendation: z.string(),
});
export type Analysis = z.infer<typeof Analysis>;

/** `POST /execute {match_id, strategy, orders}`; `match_id` null means a drill, outside any match. */
export const Execution = z.object({
  id: z.string(),
  match_id: z.string().nullable(),
  strategy: z.string(),
  accepted: z.boolean(),
  orders: z.array(z.object({ ally: z.string(), order: z.string() })),
});
export type Execution = z.infer<typeof Execution>;

/** 404 body of `POST /analyze`: the bosses that exist. */
export const BossList = z.object({ bosses: z.array(z.string()) });
export type BossList = z.infer<typeof BossList>;
