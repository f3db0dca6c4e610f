import type { Position } from '../../../contracts/game-event.js';
import { fighter, foes, thePlayer, type Battle, type Order } from '../battle-state.js';
import { distance, towards } from '../geometry.js';
import { walk } from '../movement.js';
import { resetAbility } from '../reset-ability.js';
import { strikeInReach } from './fight.js';
import type { Carry } from './order.js';

const DODGE_SPEED = 1.6;
/** A dodge is a leap, not a journey. */
const DODGE_MS = 1_500;
const AT_HAND = 3;

export const move: Carry = (battle, who, { position, target }) => {
  const to = position ?? placeOf(battle, target);
  if (to === undefined) return { failed: 'nowhere to go' };
  return walk(battle, who, to) ? 'done' : 'going';
};

export const dodge: Carry = (battle, who, { position, begun_at = battle.t }) => {
  if (begun_at === battle.t) resetAbility(battle, who, 'dodge');
  const to = position ?? towards(who.position, battle.boss.position, -5);
  const leaping = { position: who.position, speed: who.speed * DODGE_SPEED };
  const isThere = walk(battle, leaping, to);
  who.position = leaping.position;
  return isThere || battle.t - begun_at >= DODGE_MS ? 'done' : 'going';
};

/** Goes back to somebody, the player if nobody is named. */
export const regroup: Carry = (battle, who, { target }) => {
  const friend = fighter(battle, target) ?? thePlayer(battle);
  if (distance(who.position, friend.position) <= AT_HAND) return 'done';
  walk(battle, who, friend.position);
  return 'going';
};

/** Stays at a place, an objective or where it is, and fights what comes near. */
export const hold: Carry = (battle, who, order) => {
  const spot = spotOf(battle, order);
  if (spot !== undefined && distance(who.position, spot.position) > spot.radius) {
    walk(battle, who, spot.position);
  }
  strikeInReach(battle, who);
  return isOver(battle, order) ? 'done' : 'going';
};

function spotOf(
  battle: Battle,
  { target, position }: Order,
): { position: Position; radius: number } | undefined {
  if (position !== undefined) return { position, radius: 0.5 };
  const objective = battle.objectives.find(({ id }) => id === target);
  if (objective === undefined) return undefined;
  return { position: objective.config.position, radius: objective.config.radius * 0.7 };
}

function isOver(battle: Battle, { target }: Order): boolean {
  const objective = battle.objectives.find(({ id }) => id === target);
  return objective !== undefined && objective.state !== 'open';
}

/** Where something with a name is. */
export function placeOf(battle: Battle, id: string | undefined): Position | undefined {
  const all = [...battle.fighters, ...foes(battle), ...battle.items];
  return (
    all.find((one) => one.id === id)?.position ??
    battle.objectives.find((one) => one.id === id)?.config.position
  );
}
