import type { Position } from '../../contracts/game-event.js';

/** Where an attack strikes once its aim is taken; measures in metres, the angle in radians. */
export type ShapeConfig =
  | { kind: 'circle'; radius: number }
  | { kind: 'line'; width: number; length: number }
  | { kind: 'cone'; angle: number; length: number }
  | { kind: 'everywhere' }
  | { kind: 'target' };

/** Whom an attack is meant for. */
export type Aim = 'prey' | 'player' | 'weakest' | 'farthest' | 'anybody' | 'itself';

export interface MinionConfig {
  name: string;
  count: number;
  hp: number;
  damage: number;
  speed: number;
}

export interface AttackConfig {
  name: string;
  shape: ShapeConfig;
  aim: Aim;
  damage: number;
  /** From the announcement to the strike. */
  windup_ms: number;
  interruptible?: boolean;
  /** What the boss lays open after it struck, or was interrupted. */
  exposes?: { factor: number; ms: number };
  summons?: MinionConfig;
}

export interface PhaseConfig {
  /** The phase begins when the boss has this much of its health left. */
  at_hp_percent: number;
  /** From the end of one announced attack to the next announcement. */
  every_ms: number;
  attacks: readonly [AttackConfig, ...AttackConfig[]];
}

export interface ItemConfig {
  kind: 'medkit' | 'shield' | 'power';
  amount: number;
}

export interface ObjectiveConfig {
  kind: 'capture' | 'protect';
  label: string;
  position: Position;
  radius: number;
  /** Seconds that somebody has to stand there, or that it has to be kept alive. */
  seconds: number;
  /** Lays the boss open when it is captured. */
  exposes?: { factor: number; ms: number };
}

/** All that makes one fight. */
export interface BossConfig {
  name: string;
  hp: number;
  /** Between which factors its blows and health lie; the seed says where. */
  strength: { from: number; to: number };
  speed: number;
  range: number;
  /** Of its plain blows, which are not announced. */
  damage: number;
  width: number;
  height: number;
  obstacles: readonly { position: Position; radius: number }[];
  /** In order, the first at 100. */
  phases: readonly [PhaseConfig, ...PhaseConfig[]];
  items: readonly ItemConfig[];
  item_every_ms: number;
  objectives: readonly ObjectiveConfig[];
  /** From then on everything hurts `factor` times as much. */
  enrage: { at_ms: number; factor: number };
  ends_at: number;
  allies: readonly ('tank' | 'damage' | 'healer' | 'support')[];
}
