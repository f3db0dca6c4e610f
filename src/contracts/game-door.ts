import { z } from 'zod';
import { GameAction } from './game-action.js';
import { StrategyRun } from './game-strategy.js';
import { JsonObject } from './json.js';

/** How many events a game server may send at once. */
export const MAX_EVENTS_AT_ONCE = 500;

/** `POST /game/events`. Each event is judged by itself: one that is wrong keeps no other out. */
export const GameEventsRequest = z.object({ events: z.array(z.unknown()).min(1).max(MAX_EVENTS_AT_ONCE) });

/** Why an event was not taken, and which one. */
export const GameRefusal = z.object({
  /** Its place in the batch, from 0. */
  index: z.int().min(0),
  source: z.string().optional(),
  seq: z.int().optional(),
  /** The field that is wrong, as a path: `payload.hp`. Empty where it is the event as a whole. */
  field: z.string(),
  reason: z.string(),
});
export type GameRefusal = z.infer<typeof GameRefusal>;

/** What became of a batch. `accepted` events are on record, and are acted on once in effect, however often they are sent. */
export const GameEventsAnswer = z.object({
  accepted: z.int().min(0),
  /** Taken before. */
  duplicate: z.int().min(0),
  /** Came after the gap they belong in was given up; not acted on. */
  late: z.int().min(0),
  refused: z.array(GameRefusal),
  /** How many more events the copilot has room for now; at 0 wait a moment. */
  credits: z.int().min(0),
});
export type GameEventsAnswer = z.infer<typeof GameEventsAnswer>;

/** One action as it is sent out; `n` counts from 1 without gaps within a match. */
export const NumberedAction = z.object({ n: z.int().min(1), action: GameAction });
export type NumberedAction = z.infer<typeof NumberedAction>;

export const MatchSummary = z.object({
  match_id: z.string(),
  player: z.string(),
  /** Null while it is under way. */
  outcome: z.string().nullable(),
  started_at: z.string(),
  last_event_at: z.string(),
});
export type MatchSummary = z.infer<typeof MatchSummary>;

/** One step of a plan as it was made. */
export const GamePlanView = z.object({
  plan_id: z.string(),
  player: z.string(),
  goal: z.string(),
  /** Why it was made, or what it replaced the last one for. */
  cause: z.string(),
  t_game: z.number(),
  steps: z.array(JsonObject),
});
export type GamePlanView = z.infer<typeof GamePlanView>;

/** `GET /matches/:id`: what the Player ASI of the caller knows, plans and did. */
export const MatchDetails = MatchSummary.extend({
  /** Facts, plans and reasons as of the last event; where another replica plays the match, as of its last snapshot. */
  view: JsonObject.nullable(),
  live: z.boolean(),
  plans: z.array(GamePlanView),
  actions: z.array(NumberedAction),
  /** The runs that were asked for a strategy, the last ones; the events of each are at `/runs/:id/events`. */
  strategy_runs: z.array(StrategyRun),
});
export type MatchDetails = z.infer<typeof MatchDetails>;
