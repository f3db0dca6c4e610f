import type { Execution, Match } from '../../services/game/game.schema.js';
import type { JsonObject } from '../../contracts/json.js';
import type { Clock } from '../../core/clock.js';
import { createBoundedMap } from '../bounded-map.js';
import { findBoss, phaseAt } from '../data/bosses.js';
import { DRILL_SQUAD, SEEDED_MATCHES, type MatchSeed } from '../data/matches.js';
import { conflict, forbidden, notFound } from '../http/service-error.js';
import { assignOrders } from './assign-orders.js';

export interface GameState {
  /** Only its player may have it: 403 for others. */
  match(id: string, user: string): Match;
  liveMatchOf(user: string): Match | undefined;
  /** Hands the orders out and wears the boss down a little; without a match it is a drill. */
  execute(
    user: string,
    request: { match_id: string | null; strategy: string; orders: readonly string[] },
  ): Execution;
  snapshot(): JsonObject;
}

const KEPT_EXECUTIONS = 5_000;
const HP_PER_EXECUTION = 4;
/** A seeded match is never won, so that there is always one to talk about. */
const LEAST_HP = 5;

export function createGameState(clock: Clock): GameState {
  const matches = new Map(SEEDED_MATCHES.map((seed) => [seed.id, toMatch(seed, clock.now())]));
  const executions = createBoundedMap<string, Execution>(KEPT_EXECUTIONS);
  let count = 0;

  const match = (id: string, user: string): Match => {
    const found = matches.get(id);
    if (found === undefined) throw notFound(`There is no match ${id}`);
    if (found.player !== user) throw forbidden(`Match ${id} belongs to somebody else`);
    return found;
  };

  return {
    match,
    liveMatchOf: (user) =>
      [...matches.values()].find(({ player, status }) => player === user && status === 'live'),
    execute: (user, { match_id, strategy, orders }) => {
      const target = match_id === null ? undefined : match(match_id, user);
      if (target?.status === 'ended') throw conflict('match_ended', `Match ${match_id} has ended`);
      if (target !== undefined) wearDown(target);
      count += 1;
      const assigned = assignOrders(target?.allies ?? DRILL_SQUAD, strategy, orders);
      const execution = { id: `exec-${count}`, match_id, strategy, accepted: true, orders: assigned };
      executions.put(execution.id, execution);
      return execution;
    },
    snapshot: () => ({ matches: [...matches.values()], executions: [...executions.values()] }),
  };
}

function wearDown({ boss }: Match): void {
  boss.hp_percent = Math.max(LEAST_HP, boss.hp_percent - HP_PER_EXECUTION);
  boss.phase = phaseOf(boss.name, boss.hp_percent);
}

function toMatch(seed: MatchSeed, now: Date): Match {
  const { id, status, player, boss, hpPercent, objective } = seed;
  return {
    id,
    status,
    player,
    objective,
    boss: { name: boss, phase: phaseOf(boss, hpPercent), hp_percent: hpPercent },
    allies: seed.allies.map((ally) => ({ ...ally })),
    started_at: new Date(now.getTime() - seed.minutesAgo * 60_000).toISOString(),
  };
}

function phaseOf(bossName: string, hpPercent: number): number {
  const boss = findBoss(bossName);
  if (boss === undefined) throw new Error(`A match holds the unknown boss ${bossName}`);
  return phaseAt(boss, hpPercent).phase;
}
