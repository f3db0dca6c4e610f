import type { DeadLetter } from '../contracts/operations.js';
import type { GameEventsAnswer, MatchDetails, MatchSummary, NumberedAction } from '../contracts/game-door.js';

/** The Player ASI as the doors see it. */
export interface Game {
  /** Takes events of a game server; each is judged by itself. Throws `queue_full` where there is no room for them. */
  submit(events: readonly unknown[]): Promise<GameEventsAnswer>;
  /** A player's matches, the last played first. */
  list(player: string, limit: number): Promise<MatchSummary[]>;
  /** One match as its player may see it; throws `not_found` for anybody else. */
  match(matchId: string, player: string): Promise<MatchDetails>;
  /** The events that nobody could act on, newest first, for operators. */
  deadLetters(): Promise<DeadLetter[]>;
  /** Has one of them played again. Throws `AppError` where there is none, or it is refused again. */
  replayDeadLetter(id: string): Promise<void>;
  /** The player's actions in a match after number `after`, then those to come, until `signal` is aborted. */
  follow(
    of: { matchId: string; player: string },
    options: { after: number; signal: AbortSignal },
  ): AsyncIterable<NumberedAction>;
}
