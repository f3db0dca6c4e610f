import { StrategyBrief } from '../contracts/game-strategy.js';
import type { ClaimedRun } from '../store/runs.js';

/** What a run of the strategist is asked; undefined for what a person says. Throws where it is not to be understood any more. */
export function briefOf({ game }: Pick<ClaimedRun, 'game'>): StrategyBrief | undefined {
  return game === null ? undefined : StrategyBrief.parse(game);
}

/** A run that is no turn of a conversation: no message, no memory, no answer in the session, nothing for the bus. */
export function leavesNothing({ dryRun, game }: Pick<ClaimedRun, 'dryRun' | 'game'>): boolean {
  return dryRun || game !== null;
}
