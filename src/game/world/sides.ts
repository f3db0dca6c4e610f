import type { BossFact, FighterFact, MinionFact, World } from '../../contracts/match-view.js';
import { distance } from './geometry.js';
import { find } from './keyed.js';

export type Enemy = BossFact | MinionFact;

export function isBoss(enemy: Enemy): enemy is BossFact {
  return 'phase' in enemy;
}

/** Those who stand on the player's side, the player included; no NPCs. */
export function standing(world: World): FighterFact[] {
  return world.fighters.filter(({ kind, status }) => kind !== 'npc' && status === 'up');
}

/** The fighters that the Player ASI commands and that can act. */
export function commanded(world: World): FighterFact[] {
  return world.fighters.filter(({ kind, status }) => kind === 'ally' && status === 'up');
}

export function thePlayer(world: World): FighterFact | undefined {
  return world.fighters.find(({ kind }) => kind === 'player');
}

export function enemies(world: World): Enemy[] {
  return [...world.bosses, ...world.minions];
}

export function enemy(world: World, id: string | undefined): Enemy | undefined {
  return find(world.bosses, id) ?? find(world.minions, id);
}

export function hpShare({ hp, max_hp }: { hp: number; max_hp: number }): number {
  return max_hp > 0 ? Math.min(1, hp / max_hp) : 0;
}

/** Whether an ability is not waiting to be used again. */
export function isReady(fighter: FighterFact, ability: string, t: number): boolean {
  return fighter.ready.every((one) => one.ability !== ability || one.at <= t);
}

/** Seconds to walk there. */
export function walk(fighter: FighterFact, to: { x: number; y: number }): number {
  return fighter.speed > 0 ? distance(fighter.position, to) / fighter.speed : Number.MAX_SAFE_INTEGER;
}

/** The nearest, at most `most` of them, the very nearest first; equals stay in the order they are in. */
export function nearest<Placed extends { position: { x: number; y: number } }>(
  from: { x: number; y: number },
  all: readonly Placed[],
  most: number,
): Placed[] {
  const found: Placed[] = [];
  const metres: number[] = [];
  for (const one of all) {
    const apart = distance(from, one.position);
    let place = found.length;
    while (place > 0 && (metres[place - 1] ?? 0) > apart) place -= 1;
    if (place >= most) continue;
    found.splice(place, 0, one);
    metres.splice(place, 0, apart);
    found.length = metres.length = Math.min(found.length, most);
  }
  return found;
}
