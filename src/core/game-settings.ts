import { z } from 'zod';

const count = z.coerce.number().int().positive();

export const GAME_ENVIRONMENT = {
  GAME_SHARDS: count.max(256).default(8),
  GAME_BACKLOG: count.default(10_000),
  GAME_TICK_MS: z.coerce.number().int().min(100).max(500).default(250),
  GAME_GAP_MS: count.max(60_000).default(1_000),
  GAME_KEEP_DAYS: count.default(30),
  GAME_ANSWER_MS: z.coerce.number().int().min(100).max(60_000).default(3_000),
  GAME_ASKS_AT_ONCE: z.coerce.number().int().min(0).max(1_000).default(8),
  GAME_MATCH_TOKENS: z.coerce.number().int().min(0).default(50_000),
};

/** How game events are taken and matches played. */
export interface GameSettings {
  /** Into how many parts matches are divided among processes; the same for all of them, and for as long as matches run. */
  shards: number;
  /** Events of a shard that may wait before game servers are told to hold back. */
  backlog: number;
  /** Milliseconds of game time between two plans. */
  tickMs: number;
  /** How long a missing event is waited for. */
  gapMs: number;
  /** Days for which a match stays on record. */
  keepDays: number;
  /** How long the strategist may take, in milliseconds. */
  answerMs: number;
  /** Questions to the strategist under way at once in this process; 0 for none ever. */
  asksAtOnce: number;
  /** Tokens that the model may use in one match, for all who play in it; 0 for no limit. */
  matchTokens: number;
}

export function toGameSettings(e: z.infer<z.ZodObject<typeof GAME_ENVIRONMENT>>): GameSettings {
  return {
    shards: e.GAME_SHARDS,
    backlog: e.GAME_BACKLOG,
    tickMs: e.GAME_TICK_MS,
    gapMs: e.GAME_GAP_MS,
    keepDays: e.GAME_KEEP_DAYS,
    answerMs: e.GAME_ANSWER_MS,
    asksAtOnce: e.GAME_ASKS_AT_ONCE,
    matchTokens: e.GAME_MATCH_TOKENS,
  };
}
