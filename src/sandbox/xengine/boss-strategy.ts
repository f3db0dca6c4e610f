import type { BossStrategy } from '../../services/xengine/xengine.schema.js';
import { BOSS_NAMES, findBoss } from '../data/bosses.js';
import type { User } from '../data/users.js';
import { notFound } from '../http/service-error.js';
import type { UserDirectory } from '../users.js';

/** The step that fits the class a player plays. */
const STEP_OF_CLASS: Readonly<Record<User['plays'], string>> = {
  vanguard: 'As a vanguard, keep your shield up while the others reposition.',
  striker: 'As a striker, save your burst for the openings instead of spending it on armour.',
  medic: 'As a medic, stand at the edge so that one attack never hits you and your patient.',
  engineer: 'As an engineer, place both turrets before the fight and move them at every phase.',
};

/** The strategy against a boss, with a step for the class the player plays where that is known; 404 for no such boss. */
export function adaptStrategy(users: UserDirectory, player: string, bossType: string): BossStrategy {
  const boss = findBoss(bossType);
  if (boss === undefined) throw notFound(`There is no boss ${bossType}`, { bosses: [...BOSS_NAMES] });
  const plays = users.find(player)?.plays;
  return {
    boss: boss.name,
    player,
    strategy: boss.strategy,
    summary: boss.summary,
    steps: plays === undefined ? boss.steps : [...boss.steps, STEP_OF_CLASS[plays]],
    phases: boss.phases.map(({ phase, at_hp_percent, advice }) => ({ phase, at_hp_percent, advice })),
  };
}
