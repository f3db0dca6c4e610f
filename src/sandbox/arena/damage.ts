import { standing, type Battle, type Combatant } from './battle-state.js';
import { distance } from './geometry.js';

/** How long who fell can be revived. */
const BLEEDING_MS = 9_000;
const LOW = 0.35;
/** How near a guard has to be to the one it covers, how much it takes over, and how much of that gets through. */
const COVER = 3;
const TAKEN_OVER = 0.6;
const BRACED = 0.5;

export const sideOf = ({ kind }: Combatant): 'player' | 'ally' => (kind === 'player' ? 'player' : 'ally');

/** Hurts a fighter: who guards it takes a part, a shield takes what it can; it may fall. */
export function hurt(battle: Battle, target: Combatant, amount: number, by: string): void {
  if (target.status !== 'up') return;
  const guard = standing(battle).find(
    (one) =>
      one.id !== target.id &&
      one.order?.action === 'guard' &&
      one.order.target === target.id &&
      distance(one.position, target.position) <= COVER,
  );
  if (guard !== undefined) takeHit(battle, guard, amount * TAKEN_OVER * BRACED, by);
  const rest = guard === undefined ? amount : amount * (1 - TAKEN_OVER);
  takeHit(battle, target, isBraced(target) ? rest * BRACED : rest, by);
}

function isBraced({ order, id }: Combatant): boolean {
  return order?.action === 'guard' && (order.target ?? id) === id;
}

function takeHit(battle: Battle, target: Combatant, amount: number, by: string): void {
  const absorbed = Math.min(target.shield, amount);
  target.shield -= absorbed;
  const lost = Math.min(target.hp, Math.round(amount - absorbed));
  if (lost <= 0) return;
  const before = target.hp;
  target.hp -= lost;
  const side = sideOf(target);
  battle.emit(`${side}.damaged`, { id: target.id, hp: target.hp, amount: lost, by });
  if (target.hp === 0) return fall(battle, target);
  const low = target.max_hp * LOW;
  if (before > low && target.hp <= low) battle.emit(`${side}.low_health`, { id: target.id, hp: target.hp });
}

function fall(battle: Battle, target: Combatant): void {
  drop(battle, target, 'fell');
  target.threat = 0;
  if (target.kind === 'npc') {
    target.status = 'dead';
    return battle.emit('ally.died', { id: target.id });
  }
  target.status = 'down';
  target.dies_at = battle.t + BLEEDING_MS;
  battle.emit(`${sideOf(target)}.downed`, { id: target.id, dies_at: target.dies_at });
}

/** Those who lie too long die. */
export function bleed(battle: Battle): void {
  for (const one of battle.fighters) {
    if (one.status !== 'down' || battle.t < one.dies_at) continue;
    one.status = 'dead';
    battle.emit(`${sideOf(one)}.died`, { id: one.id });
  }
}

export function mend(battle: Battle, target: Combatant, amount: number, by: string): void {
  const gained = Math.min(target.max_hp - target.hp, amount);
  if (gained <= 0) return;
  target.hp += gained;
  battle.emit(`${sideOf(target)}.healed`, { id: target.id, hp: target.hp, amount: gained, by });
}

/** What a fighter was told and does ends; who told it is told. */
export function drop(battle: Battle, who: Combatant, reason: string): void {
  for (const order of [who.order, who.told]) {
    if (order?.action_id === undefined) continue;
    battle.emit('action.resolved', {
      action_id: order.action_id,
      actor: who.id,
      outcome: 'interrupted',
      reason,
    });
  }
  who.order = undefined;
  who.told = undefined;
}

/** Hurts the boss or a minion. */
export function wound(battle: Battle, foe: string, amount: number, by: Combatant): void {
  const { boss } = battle;
  by.threat += amount * (by.role === 'tank' ? 3 : 1);
  if (foe === boss.id) {
    const factor = boss.exposed.until > battle.t ? boss.exposed.factor : 1;
    boss.hp = Math.max(0, boss.hp - Math.round(amount * factor));
    return battle.emit('boss.damaged', { boss: boss.id, hp: boss.hp, by: by.id });
  }
  const minion = battle.minions.find(({ id }) => id === foe);
  if (minion === undefined) return;
  minion.hp = Math.max(0, minion.hp - Math.round(amount));
  if (minion.hp > 0) return battle.emit('minion.damaged', { minion: minion.id, hp: minion.hp, by: by.id });
  battle.minions = battle.minions.filter(({ id }) => id !== foe);
  battle.emit('minion.defeated', { minion: foe });
}

/** How much a blow of a fighter does at this moment. */
export function powerOf(battle: Battle, one: Combatant): number {
  const strong = one.strong.until > battle.t ? one.strong.factor : 1;
  return one.power * strong;
}
