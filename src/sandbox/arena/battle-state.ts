import type { GameActionName } from '../../contracts/game-action.js';
import type {
  AttackShape,
  Fighter,
  GamePayloads,
  KnownGameEventType,
  Position,
} from '../../contracts/game-event.js';
import type { AttackConfig, BossConfig, MinionConfig } from './boss-config.js';

/** What a fighter is doing. The player's own orders have no `action_id`: nobody gave them. */
export interface Order {
  action: GameActionName;
  action_id?: string;
  target?: string | undefined;
  position?: Position | undefined;
  begins_at: number;
  expires_at: number;
  /** When it was begun, once it was. */
  begun_at?: number;
}

export interface Combatant extends Fighter {
  status: 'up' | 'down' | 'dead';
  dies_at: number;
  /** Damage of one blow; healing of one heal. */
  power: number;
  healing: number;
  shield: number;
  strong: { factor: number; until: number };
  next_blow_at: number;
  ready: Partial<Record<GameActionName, number>>;
  order: Order | undefined;
  /** What it was told and has not begun, because nobody reacts at once. */
  told: Order | undefined;
  /** How much the boss minds it. */
  threat: number;
  reported: Position;
}

export interface BossState {
  id: string;
  hp: number;
  phase: number;
  position: Position;
  reported: Position;
  prey: string;
  /** The prey that was told last. */
  reportedPrey: string;
  provoked_until: number;
  exposed: { factor: number; until: number };
  next_attack_at: number;
  next_blow_at: number;
  casting: Strike | undefined;
}

export interface Strike {
  id: string;
  attack: AttackConfig;
  shape: AttackShape;
  lands_at: number;
}

export interface Minion {
  id: string;
  hp: number;
  config: MinionConfig;
  position: Position;
  reported: Position;
  prey: string;
  next_blow_at: number;
}

export interface Item extends Omit<GamePayloads['item.spawned'], 'item'> {
  id: string;
  expires_at: number;
}

export interface Objective {
  id: string;
  config: BossConfig['objectives'][number];
  state: 'open' | 'done' | 'failed';
  held_ms: number;
  reported: number;
}

export type Outcome = GamePayloads['match.ended']['outcome'];

/** One fight while it goes on; changed in place by what happens in a tick. */
export interface Battle {
  readonly config: BossConfig;
  readonly reactionMs: number;
  t: number;
  readonly fighters: Combatant[];
  readonly boss: BossState;
  minions: Minion[];
  items: Item[];
  readonly objectives: Objective[];
  outcome: Outcome | undefined;
  strikes: number;
  spawned: number;
  emit<K extends KnownGameEventType>(type: K, payload: GamePayloads[K]): void;
  /** A number in [0, 1) that depends on seed, time and words only. */
  roll(...words: (string | number)[]): number;
}

/** How long one tick is. */
export const TICK_MS = 100;

/** What a fighter may aim at: the boss or a minion. */
export interface Foe {
  id: string;
  position: Position;
}

export const foes = (battle: Battle): Foe[] =>
  battle.boss.hp > 0 ? [battle.boss, ...battle.minions] : [...battle.minions];

export const fighter = (battle: Battle, id: string | undefined): Combatant | undefined =>
  battle.fighters.find((one) => one.id === id);

/** Who fights and stands. */
export const standing = (battle: Battle): Combatant[] =>
  battle.fighters.filter(({ status, kind }) => status === 'up' && kind !== 'npc');

export function thePlayer({ fighters }: Battle): Combatant {
  const player = fighters.find(({ kind }) => kind === 'player');
  if (player === undefined) throw new Error('A battle has a player');
  return player;
}

/** Of what was measured, as much as is told. */
export const told = ({ x, y }: Position): Position => ({
  x: Math.round(x * 100) / 100,
  y: Math.round(y * 100) / 100,
});
