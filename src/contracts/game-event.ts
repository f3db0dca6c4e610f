import { z } from 'zod';
import { JsonObject } from './json.js';

/** Names of matches, fighters, items and the like: chosen by the game server, never shown to a model unquoted. */
export const GameId = z.string().min(1).max(64);

/** No match is larger: what is measured and added up from these stays a number. */
const FARTHEST = 1_000_000;
const Coordinate = z.number().min(-FARTHEST).max(FARTHEST);
const Metres = z.number().min(0).max(FARTHEST);

/** A place on the ground of a match, in metres from its south-west corner. */
export const Position = z.object({ x: Coordinate, y: Coordinate });
export type Position = z.infer<typeof Position>;

/** Game time: milliseconds since the match started, on the game server's clock. */
export const GameTime = z.number().min(0).max(1e12);

const Health = z.number().min(0).max(1e12);

/** Somebody who fights on the player's side, the player included, or stands by (an `npc`). */
export const Fighter = z.object({
  id: GameId,
  kind: z.enum(['player', 'ally', 'npc']),
  name: z.string().max(64),
  role: z.enum(['tank', 'damage', 'healer', 'support', 'merchant', 'civilian']),
  hp: Health,
  max_hp: Health,
  /** Metres a second. */
  speed: Metres,
  /** Metres that its attacks reach. */
  range: Metres,
  position: Position,
});
export type Fighter = z.infer<typeof Fighter>;

/** What nobody can walk or shoot through. */
export const Obstacle = z.object({ position: Position, radius: Metres });
export type Obstacle = z.infer<typeof Obstacle>;

/** Where an announced attack will strike. */
export const AttackShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('circle'), at: Position, radius: Metres }),
  /** From `from` towards `to`, `width` wide. */
  z.object({ kind: z.literal('line'), from: Position, to: Position, width: Metres }),
  /** `angle`: the whole opening, in radians. */
  z.object({
    kind: z.literal('cone'),
    from: Position,
    to: Position,
    angle: z.number().min(0).max(6.3),
    length: Metres,
  }),
  z.object({ kind: z.literal('everywhere') }),
  z.object({ kind: z.literal('target'), id: GameId }),
]);
export type AttackShape = z.infer<typeof AttackShape>;

const fighterMoved = z.object({ id: GameId, position: Position });
const fighterHurt = z.object({ id: GameId, hp: Health, amount: Health, by: GameId.optional() });
const fighterChanged = z.object({ id: GameId, hp: Health });

/** The payload of every type the reducer knows. What it does not know is kept and counted, and changes nothing. */
export const GAME_PAYLOADS = {
  'match.started': z.object({
    width: Metres.positive(),
    height: Metres.positive(),
    obstacles: z.array(Obstacle).max(200),
    roster: z.array(Fighter).min(1).max(64),
    /** When the match is lost if nothing else ends it. */
    ends_at: GameTime.optional(),
  }),
  'match.ended': z.object({ outcome: z.enum(['won', 'lost', 'abandoned']) }),
  'boss.spawned': z.object({
    boss: GameId,
    name: z.string().max(64),
    hp: Health,
    max_hp: Health,
    position: Position,
    phase: z.int().min(1),
    phases: z.int().min(1).optional(),
    range: Metres,
  }),
  'boss.phase_changed': z.object({ boss: GameId, phase: z.int().min(1), hp: Health.optional() }),
  'boss.moved': z.object({ boss: GameId, position: Position, target: GameId.optional() }),
  'boss.damaged': z.object({ boss: GameId, hp: Health, by: GameId.optional() }),
  'boss.telegraph': z.object({
    boss: GameId,
    /** Names this strike; `boss.struck` names it again. */
    strike: GameId,
    attack: z.string().max(64),
    shape: AttackShape,
    damage: Health,
    lands_at: GameTime,
    /** An `interrupt` in time calls it off. */
    interruptible: z.boolean(),
  }),
  'boss.struck': z.object({ boss: GameId, strike: GameId, outcome: z.enum(['landed', 'interrupted']) }),
  /** Takes `factor` times the damage until then (more than 1: a weak spot; less: a shield). */
  'boss.exposed': z.object({ boss: GameId, factor: z.number().min(0).max(1_000), until: GameTime }),
  'boss.defeated': z.object({ boss: GameId }),
  'minion.spawned': z.object({
    minion: GameId,
    name: z.string().max(64),
    hp: Health,
    max_hp: Health,
    position: Position,
  }),
  'minion.moved': z.object({ minion: GameId, position: Position, target: GameId.optional() }),
  'minion.damaged': z.object({ minion: GameId, hp: Health, by: GameId.optional() }),
  'minion.defeated': z.object({ minion: GameId }),
  'player.damaged': fighterHurt,
  'player.healed': fighterHurt,
  'player.low_health': fighterChanged,
  /** Can be revived until `dies_at`. */
  'player.downed': z.object({ id: GameId, dies_at: GameTime }),
  'player.revived': fighterChanged.extend({ by: GameId.optional() }),
  'player.died': z.object({ id: GameId }),
  'player.moved': fighterMoved,
  'ally.damaged': fighterHurt,
  'ally.healed': fighterHurt,
  'ally.low_health': fighterChanged,
  'ally.downed': z.object({ id: GameId, dies_at: GameTime }),
  'ally.revived': fighterChanged.extend({ by: GameId.optional() }),
  'ally.died': z.object({ id: GameId }),
  'ally.moved': fighterMoved,
  'item.spawned': z.object({
    item: GameId,
    kind: z.enum(['medkit', 'shield', 'power', 'key', 'other']),
    /** Hit points a medkit gives back, damage a shield takes, factor a power adds. */
    amount: Health,
    position: Position,
  }),
  'item.taken': z.object({ item: GameId, by: GameId }),
  'item.expired': z.object({ item: GameId }),
  'objective.updated': z.object({
    objective: GameId,
    kind: z.enum(['capture', 'protect', 'destroy', 'collect', 'survive']),
    label: z.string().max(200),
    state: z.enum(['open', 'done', 'failed']),
    /** 0 to 1. */
    progress: z.number().min(0).max(1),
    position: Position.optional(),
    radius: Metres.optional(),
  }),
  'npc.spoken_to': z.object({ npc: GameId, by: GameId, text: z.string().max(500).optional() }),
  'chat.said': z.object({ by: GameId, text: z.string().max(500) }),
  /** What became of an action that was sent. */
  'action.resolved': z.object({
    action_id: z.string().max(100),
    actor: GameId,
    outcome: z.enum(['done', 'failed', 'interrupted']),
    reason: z.string().max(200).optional(),
  }),
  /** An ability of a fighter can be used again from `ready_at` on. */
  'ability.used': z.object({ id: GameId, ability: z.string().max(32), ready_at: GameTime }),
} as const;

export type GamePayloads = { [K in keyof typeof GAME_PAYLOADS]: z.infer<(typeof GAME_PAYLOADS)[K]> };
export type KnownGameEventType = keyof GamePayloads;

/** One numbered fact of a game server about a match; `seq` counts from 1 within `source` and match, without gaps. */
export const GameEventEnvelope = z.object({
  source: GameId,
  seq: z.int().min(1),
  match_id: GameId,
  /** The player whose Player ASI it is for. */
  player: GameId,
  type: z.string().min(1).max(64),
  t_game: GameTime,
  payload: JsonObject,
});
export type GameEventEnvelope = z.infer<typeof GameEventEnvelope>;

type Fact = Omit<GameEventEnvelope, 'type' | 'payload'>;
export type KnownGameEvent = {
  [K in KnownGameEventType]: Fact & { type: K; payload: GamePayloads[K] };
}[KnownGameEventType];
/** A type that this version does not know: kept and counted, never fatal. */
export type UnknownGameEvent = GameEventEnvelope & { unknown: true };
export type GameEvent = KnownGameEvent | UnknownGameEvent;
