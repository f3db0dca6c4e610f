import type { StrategyQuestion } from '../contracts/game-strategy.js';
import { uuidOf } from './ids.js';

/** The session that holds the strategist's runs for a player in a match; the same for every process. */
export function strategySession(matchId: string, player: string): string {
  return uuidOf('strategy', matchId, player);
}

/** The run that answers a question: the same for the same question, so that it is asked once, whoever plays the match. */
export function strategyRun(question: StrategyQuestion): string {
  return uuidOf('strategy', question);
}
