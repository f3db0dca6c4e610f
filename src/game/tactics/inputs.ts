import type { FighterFact, World } from '../../contracts/match-view.js';
import type { MindContext } from '../mind-context.js';
import { actorOf } from '../mind-state.js';
import { damageAt } from '../world/danger.js';
import { distance } from '../world/geometry.js';
import { find } from '../world/keyed.js';
import { enemy, hpShare, thePlayer, walk, type Enemy } from '../world/sides.js';
import type { Prospect } from './goal.js';

// What considerations look at. Each is between 0 and 1.

/** Seconds after which something counts as far away. */
const FAR_SECONDS = 8;
/** A failed attempt is held against a goal this long. */
const GRUDGE_MS = 8_000;

export const nearness = ({ actor, at }: Prospect): number =>
  at === undefined ? 1 : 1 - Math.min(1, walk(actor, at) / FAR_SECONDS);

export const ownHealth = ({ actor }: Prospect): number => hpShare(actor);

export const targetHealth = ({ world, target }: Prospect): number => {
  const body = find(world.fighters, target) ?? enemy(world, target);
  return body === undefined ? 1 : hpShare(body);
};

/** How much of its health is missing. */
export const targetNeed = (prospect: Prospect): number => 1 - targetHealth(prospect);

export const isThePlayer = ({ world, target }: Prospect): number =>
  find(world.fighters, target)?.kind === 'player' ? 1 : 0;

/** Half where damage is as ever, more where the enemy is open, less behind a shield. */
export const openness = ({ world, target }: Prospect): number => {
  const exposed = find(world.bosses, target)?.exposed;
  if (exposed === null || exposed === undefined || exposed.until <= world.t_game) return 0.5;
  return exposed.factor / (1 + exposed.factor);
};

/** How many enemies are after somebody, and what is announced against them. */
export const threatTo = (world: World, fighter: FighterFact): number => {
  const announced = damageAt(world, fighter.id, fighter.position) / Math.max(1, fighter.hp);
  const hunted = 0.5 * hunting(world.bosses, fighter) + 0.25 * hunting(world.minions, fighter);
  return Math.min(1, announced + hunted);
};

function hunting(enemies: readonly Enemy[], { id }: FighterFact): number {
  let hunters = 0;
  for (const { target } of enemies) if (target === id) hunters += 1;
  return hunters;
}

export const ownThreat = ({ world, actor }: Prospect): number => threatTo(world, actor);

export const targetThreat = ({ world, target }: Prospect): number => {
  const fighter = find(world.fighters, target);
  return fighter === undefined ? 0 : threatTo(world, fighter);
};

/** Whether an enemy is after somebody who should not be hit: the player, a healer. */
export const huntsTheWeak = ({ world, target }: Prospect): number => {
  const prey = find(world.fighters, enemy(world, target)?.target ?? undefined);
  if (prey === undefined) return 0;
  if (prey.kind === 'player' || prey.role === 'healer') return 1;
  return prey.role === 'tank' ? 0 : 0.5;
};

/** What is announced for the place where one would have to stand, in shares of one's health. */
export const dangerThere = ({ world, actor, at = actor.position }: Prospect): number =>
  Math.min(1, damageAt(world, actor.id, at) / Math.max(1, actor.hp));

/** 1: it has tried this in vain again and again of late. */
export const triedInVain =
  (goal: string) =>
  ({ context, world, actor, target }: Prospect): number => {
    for (const one of actorOf(context.state, actor.id).failures) {
      const counts = one.goal === goal && one.target === target && one.at + GRUDGE_MS > world.t_game;
      if (counts) return Math.min(1, one.times / 3);
    }
    return 0;
  };

/** How far the player is, in shares of 30 metres. */
export const awayFromPlayer = ({ world, actor }: Prospect): number => {
  const player = thePlayer(world);
  return player === undefined ? 0 : Math.min(1, distance(player.position, actor.position) / 30);
};

/** How well a role is made for something. */
export const suits =
  (fits: Partial<Record<FighterFact['role'], number>>, otherwise: number) =>
  ({ actor }: Prospect): number =>
    fits[actor.role] ?? otherwise;

export function prospectOf(context: MindContext, actor: FighterFact, target: string): Prospect {
  const { world } = context.state;
  return { context, world, actor, target, at: placeOf(world, target) };
}

export function placeOf(world: World, id: string): { x: number; y: number } | undefined {
  const thing =
    find(world.fighters, id) ?? enemy(world, id) ?? find(world.items, id) ?? find(world.objectives, id);
  return thing?.position;
}
