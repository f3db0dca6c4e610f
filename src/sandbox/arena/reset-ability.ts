import type { GameActionName } from '../../contracts/game-action.js';
import type { Battle, Combatant } from './battle-state.js';

/** How long what a fighter did takes to be ready again. */
export const COOLDOWN_MS: Partial<Record<GameActionName, number>> = {
  dodge: 1_800,
  heal: 2_200,
  revive: 3_000,
  interrupt: 7_000,
  taunt: 7_000,
};

export function resetAbility(battle: Battle, who: Combatant, ability: GameActionName): void {
  const cooldown = COOLDOWN_MS[ability];
  if (cooldown === undefined) return;
  const ready_at = battle.t + cooldown;
  who.ready[ability] = ready_at;
  battle.emit('ability.used', { id: who.id, ability, ready_at });
}
