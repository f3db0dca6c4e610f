import type { Condition } from '../../contracts/game-strategy.js';
import type { World } from '../../contracts/match-view.js';
import { find } from './keyed.js';

/** Whether something is so in this world. */
export function holds(world: World, condition: Condition): boolean {
  switch (condition.is) {
    case 'up':
      return isUp(world, condition.id);
    case 'down':
      return isDown(world, condition.id);
    case 'hurt':
      return isUp(world, condition.id) && isHurt(world, condition.id);
    case 'enemy':
      return isEnemy(world, condition.id);
    case 'item':
      return find(world.items, condition.id) !== undefined;
    case 'open_objective':
      return find(world.objectives, condition.id)?.state === 'open';
    case 'phase':
      return find(world.bosses, condition.id)?.phase === condition.phase;
    case 'before':
      return world.t_game < condition.t_game;
    case 'running':
      return world.stage === 'running';
    default:
      return condition satisfies never;
  }
}

/** The first that is not so; undefined where all are. */
export function firstBroken(world: World, conditions: readonly Condition[]): Condition | undefined {
  return conditions.find((condition) => !holds(world, condition));
}

function isUp(world: World, id: string): boolean {
  return find(world.fighters, id)?.status === 'up';
}

function isDown(world: World, id: string): boolean {
  const fighter = find(world.fighters, id);
  return fighter?.status === 'down' && fighter.dies_at > world.t_game;
}

function isHurt(world: World, id: string): boolean {
  const fighter = find(world.fighters, id);
  return fighter !== undefined && fighter.hp < fighter.max_hp;
}

function isEnemy(world: World, id: string): boolean {
  return find(world.bosses, id) !== undefined || find(world.minions, id) !== undefined;
}

/** A condition in words. */
export function describe(condition: Condition): string {
  if (condition.is === 'running') return 'the match is running';
  if (condition.is === 'before') return `it is before ${condition.t_game}`;
  if (condition.is === 'phase') return `${condition.id} is in phase ${condition.phase}`;
  return `${condition.id} is ${NAMES[condition.is]}`;
}

const NAMES = {
  up: 'standing',
  down: 'down',
  hurt: 'hurt',
  enemy: 'alive',
  item: 'there',
  open_objective: 'open',
} as const;
