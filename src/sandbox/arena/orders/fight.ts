import { fighter, foes, thePlayer, type Battle, type Combatant, type Foe } from '../battle-state.js';
import { powerOf, wound } from '../damage.js';
import { distance, isInSight, nearest, towards } from '../geometry.js';
import { walk } from '../movement.js';
import type { Carry } from './order.js';

const BLOW_MS = 1_000;
/** A blow in the back. */
const BEHIND = 1.35;
/** Who runs while it shoots shoots less well. */
const ON_THE_RUN = 0.85;

/** Goes near enough and strikes until the target is no more. */
export const attack: Carry = (battle, who, { target }) => {
  const foe = foes(battle).find(({ id }) => id === target);
  if (foe === undefined) return 'done';
  if (reaches(battle, who, foe)) blow(battle, who, foe, 1);
  else walk(battle, who, foe.position);
  return 'going';
};

/** Strikes from the side that the boss does not look at. */
export const flank: Carry = (battle, who, { target }) => {
  const foe = foes(battle).find(({ id }) => id === target);
  if (foe === undefined) return 'done';
  const prey = fighter(battle, battle.boss.prey) ?? thePlayer(battle);
  const spot = towards(foe.position, prey.position, -Math.max(1.5, who.range * 0.7));
  if (!isBehind(who, foe, prey)) walk(battle, who, spot);
  if (reaches(battle, who, foe)) blow(battle, who, foe, isBehind(who, foe, prey) ? BEHIND : 1);
  return 'going';
};

/** Strikes from as far as it can and gives way. */
export const kite: Carry = (battle, who, { target }) => {
  const foe = foes(battle).find(({ id }) => id === target);
  if (foe === undefined) return 'done';
  const far = distance(who.position, foe.position);
  if (far < who.range * 0.75) walk(battle, who, towards(foe.position, who.position, who.range * 0.9));
  else if (!reaches(battle, who, foe)) walk(battle, who, foe.position);
  if (reaches(battle, who, foe)) blow(battle, who, foe, ON_THE_RUN);
  return 'going';
};

/** Strikes whatever is in reach, where there is time. */
export function strikeInReach(battle: Battle, who: Combatant): void {
  const foe = nearest(
    who.position,
    foes(battle).filter((one) => reaches(battle, who, one)),
  );
  if (foe !== undefined) blow(battle, who, foe, ON_THE_RUN);
}

export function reaches(battle: Battle, who: Combatant, foe: Foe): boolean {
  return (
    distance(who.position, foe.position) <= who.range &&
    isInSight(who.position, foe.position, battle.config.obstacles)
  );
}

function blow(battle: Battle, who: Combatant, foe: Foe, factor: number): void {
  if (battle.t < who.next_blow_at) return;
  who.next_blow_at = battle.t + BLOW_MS;
  const luck = 0.85 + 0.3 * battle.roll('blow', who.id);
  wound(battle, foe.id, powerOf(battle, who) * factor * luck, who);
}

function isBehind(who: Combatant, foe: Foe, prey: Combatant): boolean {
  if (who.id === prey.id) return false;
  const [ax, ay] = [who.position.x - foe.position.x, who.position.y - foe.position.y];
  const [bx, by] = [prey.position.x - foe.position.x, prey.position.y - foe.position.y];
  return ax * bx + ay * by < 0;
}
