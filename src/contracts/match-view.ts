import { z } from 'zod';
import { GameActionName, GameLayer } from './game-action.js';
import { AttackShape, Fighter, GAME_PAYLOADS, GameId, GameTime, Obstacle, Position } from './game-event.js';
import { AdviceRecord, Basis, GoalName, StrategyName } from './game-strategy.js';

const Version = z.int().min(0);
/** The version of the world at which a body last moved, was hurt or healed, or changed in another way. */
const BodyVersions = z.object({ place: Version, health: Version, status: Version });

export const FighterFact = Fighter.extend({
  status: z.enum(['up', 'down', 'dead']),
  /** Can be revived until then; 0 where it is not down. */
  dies_at: GameTime,
  /** When its abilities can be used again. */
  ready: z.array(z.object({ ability: z.string(), at: GameTime })),
  hurt_at: GameTime,
  versions: BodyVersions,
});
export type FighterFact = z.infer<typeof FighterFact>;

export const BossFact = GAME_PAYLOADS['boss.spawned'].omit({ boss: true }).extend({
  id: GameId,
  target: GameId.nullable(),
  exposed: z.object({ factor: z.number(), until: GameTime }).nullable(),
  versions: BodyVersions,
});
export type BossFact = z.infer<typeof BossFact>;

export const MinionFact = GAME_PAYLOADS['minion.spawned'].omit({ minion: true }).extend({
  id: GameId,
  target: GameId.nullable(),
  versions: BodyVersions,
});
export type MinionFact = z.infer<typeof MinionFact>;

export const StrikeFact = z.object({
  id: GameId,
  boss: GameId,
  attack: z.string(),
  shape: AttackShape,
  damage: z.number(),
  announced_at: GameTime,
  lands_at: GameTime,
  interruptible: z.boolean(),
  version: Version,
});
export type StrikeFact = z.infer<typeof StrikeFact>;

export const ItemFact = GAME_PAYLOADS['item.spawned']
  .omit({ item: true })
  .extend({ id: GameId, version: Version });
export type ItemFact = z.infer<typeof ItemFact>;

export const ObjectiveFact = GAME_PAYLOADS['objective.updated']
  .omit({ objective: true })
  .extend({ id: GameId, version: Version });
export type ObjectiveFact = z.infer<typeof ObjectiveFact>;

/** Everything a match's events have told, as plain JSON. */
export const World = z.object({
  player: GameId,
  /** Rises with every event that changes a fact. */
  version: Version,
  t_game: GameTime,
  stage: z.enum(['waiting', 'running', 'won', 'lost', 'abandoned']),
  width: z.number(),
  height: z.number(),
  ends_at: GameTime.nullable(),
  obstacles: z.array(Obstacle),
  fighters: z.array(FighterFact),
  bosses: z.array(BossFact),
  minions: z.array(MinionFact),
  strikes: z.array(StrikeFact),
  items: z.array(ItemFact),
  objectives: z.array(ObjectiveFact),
  /** Events of types nobody knows here, and events about somebody or something nobody knows. */
  unknown: z.int(),
  ignored: z.int(),
});
export type World = z.infer<typeof World>;

/** An event, as what came of it refers to it. */
export const EventMention = z.object({
  source: z.string(),
  seq: z.int(),
  type: z.string(),
  t_game: GameTime,
  /** Whom or what it is about. */
  about: z.string(),
  text: z.string(),
});
export type EventMention = z.infer<typeof EventMention>;

/** How much a goal was worth to a fighter, and why. */
export const GoalScore = z.object({
  goal: GoalName,
  target: z.string(),
  score: z.number(),
  parts: z.record(z.string(), z.number()),
});
export type GoalScore = z.infer<typeof GoalScore>;

export const PlanStepView = z.object({
  action: GameActionName,
  target: z.string(),
  position: Position.optional(),
  /** How near to the target, or to the position, one has to be. */
  reach: z.number(),
  status: z.enum(['pending', 'running', 'done']),
  cost: z.number(),
});
export type PlanStepView = z.infer<typeof PlanStepView>;

/** What a fighter is about to do. */
export const FighterPlan = Basis.extend({
  plan_id: z.string(),
  actor: GameId,
  goal: GoalName,
  target: z.string(),
  /** Why it was made, or what the last one was given up for. */
  cause: z.string(),
  made_at: GameTime,
  score: z.number(),
  parts: z.record(z.string(), z.number()),
  /** Whether the search was cut off and this is only the best beginning. */
  partial: z.boolean(),
  steps: z.array(PlanStepView),
});
export type FighterPlan = z.infer<typeof FighterPlan>;

/** An action that was given out, with what decided it. */
export const DecisionView = z.object({
  action_id: z.string(),
  actor: GameId,
  action: GameActionName,
  target: z.string().optional(),
  position: Position.optional(),
  layer: GameLayer,
  reason: z.string(),
  t_game: GameTime,
  plan_id: z.string().optional(),
  events: z.array(EventMention),
  /** The goal that won and the next best, for tactics. */
  scores: z.array(GoalScore),
});
export type DecisionView = z.infer<typeof DecisionView>;

/** What the player could do now: weighed as for any other fighter, with what speaks for it. */
export const PlayerAdvice = z.object({
  text: z.string(),
  /** Undefined for what no goal is about: getting out of the way. */
  score: GoalScore.optional(),
  events: z.array(EventMention),
});
export type PlayerAdvice = z.infer<typeof PlayerAdvice>;

/** How a match stands for the Player ASI of one player. */
export const MatchView = z.object({
  match_id: GameId,
  player: GameId,
  world: World,
  strategy: z.object({
    name: StrategyName,
    source: z.string(),
    words: z.string(),
    since: GameTime,
    weights: z.record(z.string(), z.number()),
  }),
  /** The strategist's last answers and what was made of them, newest last. */
  advised: z.array(AdviceRecord).default([]),
  plans: z.array(FighterPlan),
  /** Best first. */
  advice: z.array(PlayerAdvice),
  /** The latest, newest last. */
  decisions: z.array(DecisionView),
  events: z.array(EventMention),
});
export type MatchView = z.infer<typeof MatchView>;

/** The matches that are being played, by the player they are played for. */
export interface LiveMatches {
  of(playerId: string): Promise<MatchView | undefined>;
}
