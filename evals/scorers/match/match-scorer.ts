import type { GameAction } from '../../../src/contracts/game-action.js';
import type { GamePlanView } from '../../../src/contracts/game-door.js';
import type { KnownGameEvent } from '../../../src/contracts/game-event.js';
import type { MatchView } from '../../../src/contracts/match-view.js';
import type { MatchExpectation } from '../../cases/match-case.js';
import type { Finding } from '../scorer.js';

/** What a match was told, and what the Player ASI made of it. */
export interface PlayedMatch {
  /** In the order in which they were told. */
  events: readonly KnownGameEvent[];
  actions: readonly GameAction[];
  plans: readonly GamePlanView[];
  /** As it was when all had been told. */
  view: MatchView;
}

/** Judges one side of a recorded match. */
export interface MatchScorer {
  name: string;
  /** What is wrong with it; undefined where nothing was expected of this side. */
  judge(expected: MatchExpectation, match: PlayedMatch): Finding[] | undefined;
}
