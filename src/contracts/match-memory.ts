import { z } from 'zod';

/** How a match ended, as far as the next one may learn from it. */
export interface EndedMatch {
  matchId: string;
  /** Whose memory it is: the user. */
  player: string;
  /** The boss's name, as its events give it. */
  boss: string;
  outcome: 'won' | 'lost';
  /** The named strategy that was followed the longest. */
  strategy: string;
  /** In game time. */
  durationMs: number;
}

/** What a strategy has come to against a boss. */
export const StrategyRecord = z.object({
  boss: z.string(),
  strategy: z.string(),
  won: z.int().min(0),
  lost: z.int().min(0),
  /** The fastest win, in game time; null where there is none. */
  fastestMs: z.number().nullable(),
});
export type StrategyRecord = z.infer<typeof StrategyRecord>;

/** What is remembered of a player's matches: memories like any other, which they can see and have forgotten. */
export interface MatchMemories {
  /** Counts how a match ended. The same match counts once, however often it is told. */
  rememberMatch(match: EndedMatch): Promise<void>;
  /** Each strategy that the player's matches against the boss followed, what won most reliably first. */
  matchesAgainst(player: string, boss: string): Promise<StrategyRecord[]>;
}
