import { z } from 'zod';

/** `POST /npc_response {context, query}` */
export const NpcLine = z.object({ npc: z.string(), text: z.string(), mood: z.string() });
export type NpcLine = z.infer<typeof NpcLine>;

/** `POST /boss_adapt_strategy {player_username, boss_type}` */
export const BossStrategy = z.object({
  boss: z.string(),
  player: z.string(),
  /** The name of the strategy: `bait_and_punish`. */
  strategy: z.string(),
  summary: z.string(),
  /** What to do, in order, one sentence each. */
  steps: z.array(z.string()),
  phases: z.array(z.object({ phase: z.int(), at_hp_percent: z.number(), advice: z.string() })),
});
export type BossStrategy = z.infer<typeof BossStrategy>;

/** `GET /trends` strongest first */
export const Trends = z.object({
  trends: z.array(z.object({ topic: z.string(), score: z.number(), change_percent: z.number() })),
});
export type Trends = z.infer<typeof Trends>;
