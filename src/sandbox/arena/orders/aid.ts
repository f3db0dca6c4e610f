import { fighter, thePlayer, type Battle, type Combatant } from '../battle-state.js';
import { mend, sideOf } from '../damage.js';
import { distance, isInSight } from '../geometry.js';
import { walk } from '../movement.js';
import { resetAbility } from '../reset-ability.js';
import { strikeInReach } from './fight.js';
import type { Carry } from './order.js';

const ARM = 1.5;
const REVIVE_MS = 1_800;
const REVIVED_WITH = 0.45;
const POWER_MS = 12_000;

export const heal: Carry = (battle, who, { target = who.id }) => {
  const patient = fighter(battle, target);
  if (patient?.status !== 'up') return { failed: 'nobody there to heal' };
  if (!isInReach(battle, who, patient)) {
    walk(battle, who, patient.position);
    return 'going';
  }
  mend(battle, patient, who.healing, who.id);
  who.threat += who.healing * 0.3;
  resetAbility(battle, who, 'heal');
  return 'done';
};

/** Kneels by who fell until it stands; being hit does not stop it, falling does. */
export const revive: Carry = (battle, who, order) => {
  const fallen = fighter(battle, order.target);
  if (fallen?.status !== 'down') return { failed: 'nobody there to revive' };
  if (distance(who.position, fallen.position) > ARM) {
    walk(battle, who, fallen.position);
    order.begun_at = battle.t;
    return 'going';
  }
  if (battle.t - (order.begun_at ?? battle.t) < REVIVE_MS) return 'going';
  fallen.status = 'up';
  fallen.hp = Math.round(fallen.max_hp * REVIVED_WITH);
  battle.emit(`${sideOf(fallen)}.revived`, { id: fallen.id, hp: fallen.hp, by: who.id });
  resetAbility(battle, who, 'revive');
  return 'done';
};

/** Stays by somebody, or braces where it stands. */
export const guard: Carry = (battle, who, { target = who.id }) => {
  const friend = fighter(battle, target) ?? thePlayer(battle);
  if (friend.status === 'dead') return 'done';
  if (friend.id === who.id) return 'going';
  if (distance(who.position, friend.position) > ARM) walk(battle, who, friend.position);
  strikeInReach(battle, who);
  return 'going';
};

export const take: Carry = (battle, who, { target }) => {
  const item = battle.items.find(({ id }) => id === target);
  if (item === undefined) return { failed: 'it is gone' };
  if (distance(who.position, item.position) > ARM) {
    walk(battle, who, item.position);
    return 'going';
  }
  battle.items = battle.items.filter(({ id }) => id !== target);
  battle.emit('item.taken', { item: item.id, by: who.id });
  if (item.kind === 'medkit') mend(battle, who, item.amount, who.id);
  if (item.kind === 'shield') who.shield += item.amount;
  if (item.kind === 'power') who.strong = { factor: item.amount, until: battle.t + POWER_MS };
  return 'done';
};

function isInReach(battle: Battle, who: Combatant, friend: Combatant): boolean {
  if (who.id === friend.id) return true;
  return (
    distance(who.position, friend.position) <= who.range &&
    isInSight(who.position, friend.position, battle.config.obstacles)
  );
}
