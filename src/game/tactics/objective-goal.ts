import { find } from '../world/keyed.js';
import { nearest } from '../world/sides.js';
import { linear } from './curves.js';
import type { Goal, Prospect } from './goal.js';
import { dangerThere, nearness, suits, triedInVain } from './inputs.js';
import type { ObjectiveFact } from '../../contracts/match-view.js';
import type { Position } from '../../contracts/game-event.js';

const FEW = 5;

export const OBJECTIVE_GOAL: Goal = {
  name: 'hold_objective',
  base: 0.75,
  isExclusive: true,
  targets: (world, actor) =>
    nearest(actor.position, world.objectives.filter(isPlaced).filter(isUnfinished), FEW).map(({ id }) => id),
  considerations: [
    { name: 'unfinished', input: weightOf, curve: linear(0.4, 1), weight: 1 },
    { name: 'role', input: suits({ tank: 1, damage: 0.9, support: 0.9 }, 0.7), curve: linear(), weight: 1 },
    { name: 'near', input: nearness, curve: linear(0.4, 1), weight: 1 },
    { name: 'safe there', input: dangerThere, curve: linear(1, 0.05), weight: 1 },
    { name: 'not tried in vain', input: triedInVain('hold_objective'), curve: linear(1, 0.1), weight: 1 },
  ],
  conditions: (id) => [{ is: 'running' }, { is: 'open_objective', id }],
  reads: (id) => [`objective/${id}`],
};

function isPlaced(objective: ObjectiveFact): objective is ObjectiveFact & { position: Position } {
  return objective.position !== undefined;
}

function isUnfinished({ state, kind }: ObjectiveFact): boolean {
  return state === 'open' && kind !== 'survive';
}

/** The nearer to its end, the more it is worth to finish. */
function weightOf({ world, target }: Prospect): number {
  return find(world.objectives, target)?.progress ?? 0;
}
