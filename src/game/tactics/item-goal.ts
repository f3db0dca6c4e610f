import type { FighterFact, ItemFact, World } from '../../contracts/match-view.js';
import { distance } from '../world/geometry.js';
import { find } from '../world/keyed.js';
import { enemies, hpShare, nearest, thePlayer } from '../world/sides.js';
import { linear, power } from './curves.js';
import type { Goal, Prospect } from './goal.js';
import { dangerThere, nearness, triedInVain } from './inputs.js';

/** Nearest items that are looked at. */
const FEW = 5;

export const ITEM_GOAL: Goal = {
  name: 'take_item',
  base: 0.9,
  isExclusive: true,
  targets: (world, actor) => nearest(actor.position, world.items, FEW).map(({ id }) => id),
  considerations: [
    { name: 'of use', input: useOf, curve: linear(), weight: 1 },
    { name: 'the player does not need it more', input: needOfPlayer, curve: linear(1, 0.2), weight: 1 },
    { name: 'near', input: nearness, curve: power(1.2), weight: 1 },
    { name: 'safe there', input: dangerThere, curve: linear(1, 0.05), weight: 1 },
    { name: 'not tried in vain', input: triedInVain('take_item'), curve: linear(1, 0.05), weight: 1 },
  ],
  conditions: (id) => [{ is: 'running' }, { is: 'item', id }],
  reads: (id) => [`item/${id}`],
};

/** What an item is worth to a fighter as things are. */
function useOf({ world, actor, target }: Prospect): number {
  const item = find(world.items, target);
  return item === undefined ? 0 : USES[item.kind](world, actor);
}

const USES: Record<ItemFact['kind'], (world: World, actor: FighterFact) => number> = {
  medkit: (_world, actor) => (1 - hpShare(actor)) ** 0.8,
  shield: (_world, actor) => (actor.role === 'tank' ? 0.7 : 0.45),
  power: (world, actor) => (enemies(world).length === 0 ? 0.2 : actor.role === 'damage' ? 0.8 : 0.6),
  key: (world) => (isCollected(world.objectives) ? 0.9 : 0.4),
  other: (world) => (isCollected(world.objectives) ? 0.8 : 0.2),
};

function isCollected(objectives: World['objectives']): boolean {
  return objectives.some(({ kind, state }) => kind === 'collect' && state === 'open');
}

/** Whether a player in need is nearer to a medkit or a shield. */
function needOfPlayer({ world, actor, target }: Prospect): number {
  const item = find(world.items, target);
  const player = thePlayer(world);
  if (item === undefined || player?.status !== 'up' || item.kind !== 'medkit') return 0;
  if (distance(player.position, item.position) > distance(actor.position, item.position)) return 0;
  return Math.max(0, hpShare(actor) - hpShare(player));
}
