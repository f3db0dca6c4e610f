import type { GameAction } from '../../contracts/game-action.js';
import type { GameEvent } from '../../contracts/game-event.js';
import type { AdviceOutcome, StrategyQuestion } from '../../contracts/game-strategy.js';
import type { LineRequest } from '../../contracts/game-speech.js';
import type { JsonObject } from '../../contracts/json.js';
import type { EndedMatch } from '../../contracts/match-memory.js';
import { hashOf } from '../../core/ids.js';

/** What a mind made of an answer. */
export interface AdviceVerdict {
  outcome: AdviceOutcome;
  reason: string;
}

/** What a match asks of a mind: the same calls in the same order give the same actions, from a snapshot on too. */
export interface PlayedMind {
  observe(event: GameEvent): GameAction[];
  tick(tGame: number): GameAction[];
  advise(advice: JsonObject): AdviceVerdict;
  /** What should be asked of the strategist now; undefined for nothing. Read only, and cheap: it is looked at after every event. */
  question(): StrategyQuestion | undefined;
  /** What NPCs are to answer and nobody has written yet. Read only, and cheap as well. */
  lines(): readonly LineRequest[];
  say(line: JsonObject): GameAction[];
  /** The boss of which it is to be recalled what has worked against it. Read only, and cheap as well. */
  recall(): string | undefined;
  remember(matches: JsonObject): void;
  /** How the match went, once it is over. */
  lesson(): EndedMatch | undefined;
  /** Facts, plans and reasons, for people. Not a copy: to be written down before the next call. */
  view(): JsonObject;
  /** The plan of that id, if it is a current one. */
  plan(planId: string): MadePlan | undefined;
  /** Everything to go on from; not a copy either. */
  snapshot(): JsonObject;
}

/** A plan as it goes on record. */
export interface MadePlan {
  goal: string;
  cause: string;
  t_game: number;
  steps: JsonObject[];
}

export type MakeMind = (options: {
  matchId: string;
  player: string;
  seed: number;
  snapshot?: JsonObject;
}) => PlayedMind;

/** The randomness of a mind: the same for the same match and player. */
export function seedOf(matchId: string, player: string): number {
  return Number.parseInt(hashOf(matchId, player).slice(0, 8), 16);
}
