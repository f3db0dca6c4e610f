import { foes } from '../battle-state.js';
import { interruptCast } from '../strikes.js';
import { distance } from '../geometry.js';
import { walk } from '../movement.js';
import { resetAbility } from '../reset-ability.js';
import { reaches } from './fight.js';
import type { Carry } from './order.js';

const SHOUT = 8;
const PROVOKED_MS = 4_500;

/** Goes near enough and calls off what the boss casts. */
export const interrupt: Carry = (battle, who) => {
  const { boss } = battle;
  if (boss.casting?.attack.interruptible !== true) return { failed: 'nothing to interrupt' };
  if (!reaches(battle, who, boss)) {
    walk(battle, who, boss.position);
    return 'going';
  }
  resetAbility(battle, who, 'interrupt');
  interruptCast(battle);
  return 'done';
};

/** Makes the boss, or a minion, turn on the one who shouts. */
export const taunt: Carry = (battle, who, { target = battle.boss.id }) => {
  const foe = foes(battle).find(({ id }) => id === target);
  if (foe === undefined) return { failed: 'nobody there to taunt' };
  if (distance(who.position, foe.position) > SHOUT) {
    walk(battle, who, foe.position);
    return 'going';
  }
  resetAbility(battle, who, 'taunt');
  const minion = battle.minions.find(({ id }) => id === target);
  if (minion !== undefined) minion.prey = who.id;
  else {
    battle.boss.prey = who.id;
    battle.boss.provoked_until = battle.t + PROVOKED_MS;
  }
  return 'done';
};
