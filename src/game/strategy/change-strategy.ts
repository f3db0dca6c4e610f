import type { StrategyName } from '../../contracts/game-strategy.js';
import type { ActiveStrategy, MindState } from '../mind-state.js';

/** Follows another strategy from now on. */
export function changeStrategy(state: MindState, next: ActiveStrategy): void {
  state.followed = followedUntil(state, next.since);
  state.strategy = next;
}

/** For how long each strategy was followed, in game time. */
export function followedUntil(
  { followed, strategy: { name, since } }: MindState,
  t: number,
): Partial<Record<StrategyName, number>> {
  return { ...followed, [name]: (followed[name] ?? 0) + Math.max(0, t - since) };
}
