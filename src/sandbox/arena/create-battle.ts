import type { GameAction } from '../../contracts/game-action.js';
import type { GameEventEnvelope, KnownGameEvent, Position } from '../../contracts/game-event.js';
import { chance } from '../random.js';
import { standing, TICK_MS, told, type Battle, type Outcome } from './battle-state.js';
import { takeBossTurn } from './boss-turn.js';
import type { BossConfig } from './boss-config.js';
import { bleed } from './damage.js';
import { distance } from './geometry.js';
import { moveMinions } from './minions.js';
import { carryOrders } from './orders/carry.js';
import { habitsOf, playPlayer } from './player-script.js';
import { createRoster, toldOf } from './roster.js';
import { fightOf } from './strength.js';
import { rage } from './strikes.js';
import { takeActions } from './take-actions.js';
import { followObjectives, renewItems, report } from './things.js';

export interface BattleOptions {
  config: BossConfig;
  seed: number;
  matchId: string;
  player: string;
  /** How long everybody who is commanded needs to begin. */
  reactionMs?: number;
}

/** One fight, tick by tick. The same options and the same actions at the same ticks give the same events. */
export interface Arena {
  readonly t: number;
  readonly outcome: Outcome | undefined;
  /** Lets one tick pass with what the fighters are told; gives what happened. Nothing once it is over. */
  step(actions: readonly GameAction[]): KnownGameEvent[];
}

const REACTION_MS = 150;
const TOLD_EVERY_MS = 300;
const WORTH_TELLING = 0.25;

export function createBattle({
  config,
  seed,
  matchId,
  player,
  reactionMs = REACTION_MS,
}: BattleOptions): Arena {
  let seq = 0;
  let events: KnownGameEvent[] = [];
  const emit: Battle['emit'] = (type, payload) => {
    seq += 1;
    const about: Omit<GameEventEnvelope, 'type' | 'payload'> = {
      source: `arena-${matchId}`.slice(0, 64),
      seq,
      match_id: matchId,
      player,
      t_game: battle.t,
    };
    // Type and payload belong together by the signature; the compiler cannot see it in a union.
    events.push({ ...about, type, payload } as unknown as KnownGameEvent);
  };
  const battle = newBattle({ config: fightOf(config, seed), seed, player, reactionMs, emit });
  const habits = habitsOf(seed);
  return {
    get t() {
      return battle.t;
    },
    get outcome() {
      return battle.outcome;
    },
    step(actions) {
      events = [];
      if (battle.outcome === undefined) passTick(battle, habits, actions);
      return events;
    },
  };
}

/** Everybody does what they do in one tick, in this order. */
function passTick(battle: Battle, habits: ReturnType<typeof habitsOf>, actions: readonly GameAction[]): void {
  if (battle.t === 0) open(battle);
  takeActions(battle, actions);
  playPlayer(battle, habits);
  carryOrders(battle);
  takeBossTurn(battle);
  moveMinions(battle, rage(battle));
  bleed(battle);
  renewItems(battle);
  followObjectives(battle);
  tellPlaces(battle);
  end(battle);
  battle.t += TICK_MS;
}

type Given = Pick<Battle, 'config' | 'reactionMs' | 'emit'> & { seed: number; player: string };

function newBattle({ config, seed, player, reactionMs, emit }: Given): Battle {
  const position = { x: config.width * 0.7, y: config.height / 2 };
  const battle: Battle = {
    config,
    reactionMs,
    emit,
    t: 0,
    fighters: createRoster(config, player),
    boss: {
      id: 'boss-1',
      hp: config.hp,
      phase: 1,
      position,
      reported: position,
      prey: player,
      reportedPrey: '',
      provoked_until: 0,
      exposed: { factor: 1, until: 0 },
      next_attack_at: 2_000,
      next_blow_at: 0,
      casting: undefined,
    },
    minions: [],
    items: [],
    objectives: config.objectives.map((one, index) => ({
      id: `objective-${index + 1}`,
      config: one,
      state: 'open',
      held_ms: 0,
      reported: -1,
    })),
    outcome: undefined,
    strikes: 0,
    spawned: 0,
    roll: (...words) => chance(seed, battle.t, ...words),
  };
  return battle;
}

function open(battle: Battle): void {
  const { config, boss } = battle;
  battle.emit('match.started', {
    width: config.width,
    height: config.height,
    obstacles: config.obstacles.map(({ position, radius }) => ({ position: { ...position }, radius })),
    roster: battle.fighters.map(toldOf),
    ends_at: config.ends_at,
  });
  const { id, hp, phase } = boss;
  const about = { name: config.name, max_hp: hp, phases: config.phases.length, range: config.range };
  battle.emit('boss.spawned', { boss: id, hp, phase, position: told(boss.position), ...about });
  for (const objective of battle.objectives) report(battle, objective);
}

function tellPlaces(battle: Battle): void {
  if (battle.t % TOLD_EVERY_MS !== 0) return;
  const { boss } = battle;
  for (const one of battle.fighters) {
    if (!isNews(one)) continue;
    battle.emit(`${one.kind === 'player' ? 'player' : 'ally'}.moved`, {
      id: one.id,
      position: told(one.position),
    });
  }
  if (isNews(boss) || boss.prey !== boss.reportedPrey) {
    boss.reportedPrey = boss.prey;
    battle.emit('boss.moved', { boss: boss.id, position: told(boss.position), target: boss.prey });
  }
  for (const one of battle.minions) {
    if (!isNews(one)) continue;
    battle.emit('minion.moved', { minion: one.id, position: told(one.position), target: one.prey });
  }
}

/** Whether somebody has moved far enough to be told; it is, then. */
function isNews(one: { position: Position; reported: Position }): boolean {
  if (distance(one.position, one.reported) < WORTH_TELLING) return false;
  one.reported = { ...one.position };
  return true;
}

function end(battle: Battle): void {
  if (battle.boss.hp <= 0) battle.emit('boss.defeated', { boss: battle.boss.id });
  battle.outcome = outcomeOf(battle);
  if (battle.outcome !== undefined) battle.emit('match.ended', { outcome: battle.outcome });
}

function outcomeOf(battle: Battle): Outcome | undefined {
  if (battle.boss.hp <= 0) return 'won';
  const isLost =
    battle.t >= battle.config.ends_at ||
    standing(battle).length === 0 ||
    battle.fighters.some(({ kind, status }) => kind === 'player' && status === 'dead') ||
    battle.objectives.some(({ state }) => state === 'failed');
  return isLost ? 'lost' : undefined;
}
