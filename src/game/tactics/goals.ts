import { hpShare, nearest, standing, thePlayer } from '../world/sides.js';
import { canDo } from '../reflex/strikes.js';
import { flag, linear, logistic, power } from './curves.js';
import type { Goal } from './goal.js';
import {
  awayFromPlayer,
  dangerThere,
  huntsTheWeak,
  isThePlayer,
  nearness,
  openness,
  ownHealth,
  ownThreat,
  suits,
  targetHealth,
  targetNeed,
  targetThreat,
  triedInVain,
} from './inputs.js';
import { ITEM_GOAL } from './item-goal.js';
import { OBJECTIVE_GOAL } from './objective-goal.js';

/** As many targets of a kind are looked at, the nearest ones. */
const FEW = 5;

const notInVain = (goal: string) => ({
  name: 'not tried in vain',
  input: triedInVain(goal),
  curve: linear(1, 0.1),
  weight: 1,
});
const near = (weight: number) => ({ name: 'near', input: nearness, curve: linear(0.1, 1), weight });
const safeThere = { name: 'safe there', input: dangerThere, curve: linear(1, 0.05), weight: 1 };
const running = { is: 'running' } as const;

/** The utility table: what fighters can be after. */
export const GOALS: readonly Goal[] = [
  {
    name: 'fight_boss',
    base: 0.55,
    isExclusive: false,
    targets: (world, actor) => nearest(actor.position, world.bosses, FEW).map(({ id }) => id),
    considerations: [
      { name: 'open', input: openness, curve: power(0.5), weight: 0.7 },
      { name: 'near its end', input: targetHealth, curve: linear(1, 0.8), weight: 1 },
      { name: 'own health', input: ownHealth, curve: linear(0.6, 1), weight: 1 },
      {
        name: 'role',
        input: suits({ damage: 1, tank: 0.95, support: 0.85 }, 0.7),
        curve: linear(),
        weight: 1,
      },
      near(0.2),
      notInVain('fight_boss'),
    ],
    conditions: (id) => [running, { is: 'enemy', id }],
    reads: (id) => [`boss/${id}/status`, `boss/${id}/place`],
  },
  {
    name: 'clear_minions',
    base: 0.6,
    isExclusive: false,
    targets: (world, actor) => nearest(actor.position, world.minions, FEW).map(({ id }) => id),
    considerations: [
      { name: 'hunts the weak', input: huntsTheWeak, curve: linear(0.75, 1), weight: 1 },
      { name: 'wounded', input: targetNeed, curve: linear(0.8, 1), weight: 1 },
      {
        name: 'role',
        input: suits({ damage: 1, support: 0.9, tank: 0.85 }, 0.7),
        curve: linear(),
        weight: 1,
      },
      near(0.6),
      notInVain('clear_minions'),
    ],
    conditions: (id) => [running, { is: 'enemy', id }],
    reads: (id) => [`minion/${id}/status`, `minion/${id}/place`, `minion/${id}/health`],
  },
  {
    name: 'heal_ally',
    base: 1,
    isExclusive: true,
    targets: (world, actor, context) =>
      canDo(context, actor, 'heal') && (actor.role === 'healer' || actor.role === 'support')
        ? standing(world)
            .filter((one) => hpShare(one) < 0.9)
            .toSorted((a, b) => hpShare(a) - hpShare(b))
            .slice(0, FEW)
            .map(({ id }) => id)
        : [],
    considerations: [
      { name: 'need', input: targetNeed, curve: power(0.7), weight: 1 },
      { name: 'is the player', input: isThePlayer, curve: flag(0.85), weight: 1 },
      near(0.4),
      notInVain('heal_ally'),
    ],
    conditions: (id) => [running, { is: 'hurt', id }],
    reads: (id) => [`fighter/${id}/health`, `fighter/${id}/status`],
  },
  {
    name: 'guard_ally',
    base: 0.75,
    isExclusive: true,
    targets: (world, actor, context) =>
      canDo(context, actor, 'guard')
        ? standing(world)
            .filter(({ id, kind, role }) => id !== actor.id && (kind === 'player' || role === 'healer'))
            .slice(0, FEW)
            .map(({ id }) => id)
        : [],
    considerations: [
      { name: 'threatened', input: targetThreat, curve: linear(), weight: 1 },
      { name: 'low', input: targetNeed, curve: linear(0.5, 1), weight: 1 },
      { name: 'is the player', input: isThePlayer, curve: flag(0.6), weight: 1 },
      { name: 'role', input: suits({ tank: 1, support: 0.5 }, 0.25), curve: linear(), weight: 1 },
      { name: 'own health', input: ownHealth, curve: logistic(0.35, 12), weight: 1 },
      near(0.6),
      notInVain('guard_ally'),
    ],
    conditions: (id) => [running, { is: 'up', id }],
    reads: (id) => [`fighter/${id}/health`, `fighter/${id}/status`, `fighter/${id}/place`],
  },
  {
    name: 'revive_ally',
    base: 1.3,
    isExclusive: true,
    targets: (world, actor, context) =>
      canDo(context, actor, 'revive')
        ? nearest(
            actor.position,
            world.fighters.filter((one) => one.status === 'down' && one.dies_at > world.t_game),
            FEW,
          ).map(({ id }) => id)
        : [],
    considerations: [
      { name: 'is the player', input: isThePlayer, curve: flag(0.85), weight: 1 },
      { name: 'own health', input: ownHealth, curve: linear(0.6, 1), weight: 1 },
      safeThere,
      near(0.5),
      notInVain('revive_ally'),
    ],
    conditions: (id) => [running, { is: 'down', id }],
    reads: (id) => [`fighter/${id}/status`, `fighter/${id}/place`],
  },
  ITEM_GOAL,
  OBJECTIVE_GOAL,
  {
    name: 'draw_attention',
    base: 0.8,
    isExclusive: true,
    targets: (world, actor, context) =>
      canDo(context, actor, 'taunt') && actor.role === 'tank'
        ? world.bosses.filter(({ target }) => target !== actor.id).map(({ id }) => id)
        : [],
    considerations: [
      { name: 'hunts the weak', input: huntsTheWeak, curve: linear(0.3, 1), weight: 1 },
      { name: 'own health', input: ownHealth, curve: logistic(0.35, 12), weight: 1 },
      near(0.3),
      notInVain('draw_attention'),
    ],
    conditions: (id) => [running, { is: 'enemy', id }],
    reads: (id) => [`boss/${id}/status`],
  },
  {
    name: 'survive',
    base: 0.9,
    isExclusive: false,
    targets: (_world, actor) => [actor.id],
    considerations: [
      {
        name: 'low health',
        input: (prospect) => 1 - ownHealth(prospect),
        curve: logistic(0.7, 14),
        weight: 1,
      },
      { name: 'threatened', input: ownThreat, curve: linear(0.2, 1), weight: 1 },
      notInVain('survive'),
    ],
    conditions: (id) => [running, { is: 'up', id }],
    reads: (id) => [`fighter/${id}/health`],
  },
  {
    name: 'regroup',
    base: 0.6,
    isExclusive: false,
    targets: (world) => (thePlayer(world)?.status === 'up' ? [thePlayer(world)?.id ?? ''] : []),
    considerations: [
      { name: 'away from the player', input: awayFromPlayer, curve: power(2), weight: 1 },
      safeThere,
    ],
    conditions: (id) => [running, { is: 'up', id }],
    reads: (id) => [`fighter/${id}/place`],
  },
];
