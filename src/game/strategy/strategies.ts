import type { GoalName, StrategyName } from '../../contracts/game-strategy.js';
import type { World } from '../../contracts/match-view.js';
import { hpShare, standing, thePlayer } from '../world/sides.js';
import { threatTo } from '../tactics/inputs.js';

/** A row of the strategy table: what it is, what it weighs, and how well it fits how things are (0 to 1). */
export interface Strategy {
  name: StrategyName;
  summary: string;
  weights: Partial<Record<GoalName, number>>;
  fits: (world: World) => number;
}

const share = (part: number, whole: number): number => (whole > 0 ? Math.min(1, part / whole) : 0);

function teamHealth(world: World): number {
  const team = standing(world);
  return share(
    team.reduce((sum, one) => sum + hpShare(one), 0),
    world.fighters.filter(({ kind }) => kind !== 'npc').length,
  );
}

function bossHealth(world: World): number {
  return world.bosses.reduce((most, boss) => Math.max(most, hpShare(boss)), 0);
}

function isOpen(world: World): boolean {
  return world.bosses.some(
    ({ exposed }) => exposed !== null && exposed.factor > 1 && exposed.until > world.t_game,
  );
}

export const STRATEGIES: readonly Strategy[] = [
  {
    name: 'balanced',
    summary: 'Everybody does what is most urgent.',
    weights: {},
    fits: () => 0.4,
  },
  {
    name: 'burst',
    summary: 'The boss takes more damage than usual: everything on it.',
    weights: { fight_boss: 1.6, clear_minions: 0.6, take_item: 0.8, hold_objective: 0.7 },
    fits: (world) => (isOpen(world) ? 0.9 : 0),
  },
  {
    name: 'clear_adds',
    summary: 'Its helpers first, the boss afterwards.',
    weights: { clear_minions: 1.4, fight_boss: 0.8 },
    fits: (world) =>
      world.bosses.length === 0 ? 0 : 0.9 * share(world.minions.length, standing(world).length + 1),
  },
  {
    name: 'protect_player',
    summary: 'The player is in trouble: heal, cover, draw the boss away.',
    weights: { heal_ally: 1.3, guard_ally: 1.4, draw_attention: 1.3, revive_ally: 1.2 },
    fits(world) {
      const player = thePlayer(world);
      if (player === undefined || player.status === 'dead') return 0;
      return player.status === 'down' ? 0.9 : (1 - hpShare(player)) * (0.6 + 0.4 * threatTo(world, player));
    },
  },
  {
    name: 'hold_objectives',
    summary: 'What decides the match are its objectives.',
    weights: { hold_objective: 1.4, fight_boss: 0.9 },
    fits: (world) =>
      0.6 *
      share(world.objectives.filter(({ state, kind }) => state === 'open' && kind !== 'survive').length, 2),
  },
  {
    name: 'scatter',
    summary: 'Several strikes at once: keep apart and alive.',
    weights: { survive: 1.3, regroup: 0.4, fight_boss: 0.9 },
    fits: (world) => 0.7 * share(world.strikes.length, 4),
  },
  {
    name: 'outlast',
    summary: 'The team is worn out: mend it before anything else.',
    weights: { heal_ally: 1.4, take_item: 1.4, survive: 1.2, fight_boss: 0.85 },
    fits: (world) => (world.stage === 'running' ? 0.95 * (1 - teamHealth(world)) : 0),
  },
  {
    name: 'race',
    summary: 'Little time is left, or little of the boss: all damage now.',
    weights: { fight_boss: 1.5, take_item: 0.6, regroup: 0.5, hold_objective: 0.8 },
    fits(world) {
      if (world.bosses.length === 0) return 0;
      const left = world.ends_at === null ? 1 : (world.ends_at - world.t_game) / Math.max(1, world.ends_at);
      return Math.max(left < bossHealth(world) ? 0.8 - left / 2 : 0, bossHealth(world) < 0.12 ? 0.7 : 0);
    },
  },
];

export interface RankedStrategy {
  strategy: Strategy;
  score: number;
}

// Asked for several times in one moment of one match, and not again afterwards.
let latest: { world: World; ranking: readonly RankedStrategy[] } | undefined;

/** The strategies by how well they fit, best first; equals stay in the order of the table. */
export function rankStrategies(world: World): readonly RankedStrategy[] {
  if (latest?.world === world) return latest.ranking;
  const ranking = STRATEGIES.map((strategy) => ({
    strategy,
    score: Math.round(Math.min(1, Math.max(0, strategy.fits(world))) * 10_000) / 10_000,
  })).toSorted((a, b) => b.score - a.score);
  latest = { world, ranking };
  return ranking;
}
