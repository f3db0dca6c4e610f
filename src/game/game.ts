import type { GameEventsAnswer, MatchDetails, MatchSummary, NumberedAction } from '../contracts/game-door.js';

/** The Player ASI as the doors see it. */
export interface Game {
  /** Takes events of a game server; each is judged by itself. Throws `queue_full` where there is no room for them. */
  submit(events: readonly unknown[]): Promise<GameEventsAnswer>;
  /** A player's matches, the last played first. */
  list(player: string, limit: number): Promise<MatchSummary[]>;
  /** One match as its player may see it; throws `not_found` for anybody else. */
  match(matchId: string, player: string): Promise<MatchDetails>;
  /** The player's actions in a match after number `after`, then those to come, until `signal` is aborted. */
  follow(
    of: { matchId: string; player: string },
    options: { after: number; signal: AbortSignal },
  ): AsyncIterable<NumberedAction>;
}
