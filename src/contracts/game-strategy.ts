import { z } from 'zod';
import { GameId, GameTime } from './game-event.js';

/** What a fighter of the Player ASI can be after. Strategy weighs these; it never names an action. */
export const GoalName = z.enum([
  'fight_boss',
  'clear_minions',
  'heal_ally',
  'guard_ally',
  'revive_ally',
  'take_item',
  'hold_objective',
  'draw_attention',
  'survive',
  'regroup',
]);
export type GoalName = z.infer<typeof GoalName>;

/** The named strategies that exist. Each is a set of weights on goals. */
export const StrategyName = z.enum([
  'balanced',
  'burst',
  'clear_adds',
  'protect_player',
  'hold_objectives',
  'scatter',
  'outlast',
  'race',
]);
export type StrategyName = z.infer<typeof StrategyName>;

/** Something that is so or not so in a match, as data: it can be kept with a plan and looked at again later. */
export const Condition = z.discriminatedUnion('is', [
  /** A fighter that stands. */
  z.object({ is: z.literal('up'), id: GameId }),
  /** A fighter that lies and can be revived. */
  z.object({ is: z.literal('down'), id: GameId }),
  z.object({ is: z.literal('hurt'), id: GameId }),
  /** A boss or a minion that lives. */
  z.object({ is: z.literal('enemy'), id: GameId }),
  z.object({ is: z.literal('item'), id: GameId }),
  z.object({ is: z.literal('open_objective'), id: GameId }),
  z.object({ is: z.literal('phase'), id: GameId, phase: z.int() }),
  z.object({ is: z.literal('before'), t_game: GameTime }),
  z.object({ is: z.literal('running') }),
]);
export type Condition = z.infer<typeof Condition>;

/** The facts something rests on, by key (`fighter/<id>/status`), with the version each had. */
export const ReadSet = z.record(z.string().max(128), z.int().min(0));
export type ReadSet = z.infer<typeof ReadSet>;

/** Of which world something was made: it counts only while this holds. */
export const Basis = z.object({
  /** Rises with every question; what answers an older one is of no use. */
  generation: z.int().min(0),
  /** The version of the world. */
  based_on: z.int().min(0),
  read_set: ReadSet,
  valid_while: z.array(Condition).max(32),
  expires_at: GameTime,
});
export type Basis = z.infer<typeof Basis>;

const Weights = z.partialRecord(GoalName, z.number().min(0).max(3));
export type GoalWeights = z.infer<typeof Weights>;

/** What the mind wants to know from strategy, and all that may be chosen from. */
export const StrategyQuestion = Basis.extend({
  match_id: GameId,
  player: GameId,
  asked_at: GameTime,
  /** What changed so that it is asked. */
  because: z.string(),
  boss: z.object({ name: z.string(), phase: z.int(), hp_share: z.number() }).nullable(),
  /** How it stands, a sentence each. */
  situation: z.array(z.string()).max(20),
  /** What the rules would do, best first. */
  strategies: z.array(z.object({ name: StrategyName, summary: z.string(), score: z.number() })),
  goals: z.array(GoalName),
});
export type StrategyQuestion = z.infer<typeof StrategyQuestion>;

/** Who chose: the rule table, what has worked before, XEngine, or the language model. */
export const StrategySource = z.enum(['rules', 'skill', 'xengine', 'llm']);
export type StrategySource = z.infer<typeof StrategySource>;

/**
 * The answer to a question: the question's basis, and a choice among what exists. Strict, so that whoever tries to say more (an
 * action, say) is refused as a whole.
 */
export const StrategyAdvice = z.strictObject({
  ...Basis.shape,
  strategy: StrategyName.optional(),
  /** On top of the strategy's own weights. */
  weights: Weights.optional(),
  /** For people: what is to be done and why. */
  words: z.string().max(500).optional(),
  source: StrategySource,
  /** The run that it comes from. */
  run_id: z.string().max(64).optional(),
});
export type StrategyAdvice = z.infer<typeof StrategyAdvice>;

/**
 * What became of an answer: taken as it was, taken though what it read has changed (all it was to hold for still does), too late,
 * or not an answer at all.
 */
export const AdviceOutcome = z.enum(['accepted', 'revalidated', 'stale', 'refused']);
export type AdviceOutcome = z.infer<typeof AdviceOutcome>;

/** An answer of the strategist, and what was made of it. */
export const AdviceRecord = z.object({
  generation: z.int(),
  outcome: AdviceOutcome,
  reason: z.string(),
  strategy: StrategyName.optional(),
  source: StrategySource.optional(),
  run_id: z.string().optional(),
  t_game: GameTime,
});
export type AdviceRecord = z.infer<typeof AdviceRecord>;

/** A question as a run works on it. */
export const StrategyBrief = z.object({
  question: StrategyQuestion,
  /** When nobody waits for the answer any more; an ISO 8601 instant. */
  answer_by: z.string(),
});
export type StrategyBrief = z.infer<typeof StrategyBrief>;

/** What a run of the strategist came to. */
export interface StrategistAnswer {
  runId: string;
  advice: StrategyAdvice;
}

/** The slow mind. */
export interface Strategist {
  /**
   * Has a question answered by a run of the player graph. The same question is asked once, whoever asks it and however often. An
   * abort with `LEFT` leaves the run to whoever plays the match now; any other ends it, and with it its call of the model. Rejects
   * with `AppError`.
   */
  ask(
    question: StrategyQuestion,
    options: { answerBy: Date; signal: AbortSignal },
  ): Promise<StrategistAnswer>;
}

/** Why nobody here waits for an answer any more: the match is played elsewhere. */
export const LEFT = 'the match is played elsewhere';

/** A run that was asked for a strategy, as `GET /matches/:id` shows it; its events are at `/runs/:id/events`. */
export const StrategyRun = z.object({
  run_id: z.string(),
  status: z.string(),
  generation: z.int(),
  because: z.string(),
  /** Of game time. */
  asked_at: GameTime,
  created_at: z.string(),
  finished_at: z.string().nullable(),
});
export type StrategyRun = z.infer<typeof StrategyRun>;
