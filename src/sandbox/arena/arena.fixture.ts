import type { GameAction, GameActionName } from '../../contracts/game-action.js';
import type { KnownGameEvent } from '../../contracts/game-event.js';
import type { AttackConfig, BossConfig } from './boss-config.js';
import { createBattle, type Arena } from './create-battle.js';

export const QUIET_ATTACK: AttackConfig = {
  name: 'Stare',
  shape: { kind: 'target' },
  aim: 'anybody',
  damage: 1,
  windup_ms: 1_500,
  interruptible: true,
};

/** A fight in which little happens by itself, so that a test can see what it is after. */
export function quietBoss(changes: Partial<BossConfig> = {}): BossConfig {
  return {
    name: 'Quiet',
    hp: 100_000,
    strength: { from: 1, to: 1 },
    speed: 0,
    range: 2,
    damage: 1,
    width: 40,
    height: 30,
    obstacles: [],
    phases: [{ at_hp_percent: 100, every_ms: 1_000, attacks: [QUIET_ATTACK] }],
    items: [],
    item_every_ms: 1_000,
    objectives: [],
    enrage: { at_ms: 1e9, factor: 1 },
    ends_at: 1e9,
    allies: ['tank', 'damage', 'healer'],
    ...changes,
  };
}

export function quietArena(changes: Partial<BossConfig> = {}, seed = 1): Arena {
  return createBattle({ config: quietBoss(changes), seed, matchId: 'm-1', player: 'p-1' });
}

let given = 0;

export function command(
  actor: string,
  action: GameActionName,
  rest: Partial<Pick<GameAction, 'target' | 'position' | 'expires_at'>> = {},
): GameAction {
  given += 1;
  return {
    action_id: `a-${given}`,
    match_id: 'm-1',
    player: 'p-1',
    actor,
    action,
    layer: 'tactics',
    reason: 'a test',
    world_version: 0,
    t_game: 0,
    expires_at: 1e9,
    ...rest,
  };
}

/** Lets ticks pass until something is so, or too many have passed. */
export function runUntil(
  arena: Arena,
  is: (event: KnownGameEvent) => boolean,
  ticks = 400,
): KnownGameEvent[] {
  const all: KnownGameEvent[] = [];
  for (let tick = 0; tick < ticks && arena.outcome === undefined; tick += 1) {
    const events = arena.step([]);
    all.push(...events);
    if (events.some(is)) return all;
  }
  return all;
}

/** What became of one action, and what happened until then. */
export function outcomeOf(
  arena: Arena,
  action: GameAction,
  ticks = 400,
): { outcome: string | undefined; reason: string | undefined; events: KnownGameEvent[] } {
  const isAbout = (event: KnownGameEvent): boolean =>
    event.type === 'action.resolved' && event.payload.action_id === action.action_id;
  const first = arena.step([action]);
  const events = first.some(isAbout) ? first : [...first, ...runUntil(arena, isAbout, ticks)];
  const found = events.find(isAbout);
  if (found?.type !== 'action.resolved') return { outcome: undefined, reason: undefined, events };
  return { outcome: found.payload.outcome, reason: found.payload.reason, events };
}
