import { z } from 'zod';
import { GameId, GameTime } from './game-event.js';

/** What an NPC is to answer to somebody who spoke to it. */
export const LineRequest = z.object({
  /** Of the mind that asks. */
  id: z.int(),
  npc: GameId,
  /** Who spoke to it. */
  by: GameId,
  occasion: z.enum(['greet', 'trade', 'say']),
  /** After this it says a line of its own. */
  until: GameTime,
  /** For whoever writes the line: who the NPC is and how the fight stands, and what was said to it. */
  context: z.string().max(500),
  query: z.string().min(1).max(500),
});
export type LineRequest = z.infer<typeof LineRequest>;

/** The answer to a request; null where nobody wrote one. */
export const WrittenLine = z.object({ id: z.int(), text: z.string().min(1).max(300).nullable() });
export type WrittenLine = z.infer<typeof WrittenLine>;

/** Writes lines for NPCs. */
export interface LineWriter {
  /** Rejects where there is none, or none in time. */
  write(
    request: LineRequest,
    options: { player: string; matchId: string; signal: AbortSignal },
  ): Promise<string>;
}
