import type { GameSettings } from '../../core/game-settings.js';
import type { LineRequest } from '../../contracts/game-speech.js';
import type { StrategistAnswer, StrategyQuestion } from '../../contracts/game-strategy.js';
import type { JsonObject } from '../../contracts/json.js';
import type { EndedMatch, StrategyRecord } from '../../contracts/match-memory.js';
import type { MatchView } from '../../contracts/match-view.js';
import type { Note } from './notebook.js';

/** What a thread needs to know to play; it opens all that it needs itself. */
export interface ThreadSettings {
  /** Of this player among all that play. */
  id: string;
  databaseUrl: string;
  redisUrl: string;
  keyPrefix: string;
  game: GameSettings;
  leaseMs: number;
  /** Which of the process's helpers there are. */
  helpers: { strategist: boolean; lineWriter: boolean; memories: boolean };
}

/** What the process asks of the thread that plays. */
export type PlayerCalls = {
  /** Resolves when the matches that nobody else plays are played. */
  start(nothing: null): Promise<void>;
  askNothingMore(nothing: null): void;
  /** Resolves when everything is on record. */
  stop(nothing: null): Promise<void>;
  live(playerId: string): Promise<MatchView | undefined>;
  view(of: { matchId: string; player: string }): Promise<JsonObject | undefined>;
};

/** What the thread asks of the process: what takes runs, services and memories. */
export type ProcessCalls = {
  ask(what: { question: StrategyQuestion; answerBy: Date }, signal: AbortSignal): Promise<StrategistAnswer>;
  write(
    what: { request: LineRequest; player: string; matchId: string },
    signal: AbortSignal,
  ): Promise<string>;
  rememberMatch(match: EndedMatch): Promise<void>;
  matchesAgainst(of: { player: string; boss: string }): Promise<StrategyRecord[]>;
  /** Something was put in the outbox. */
  outbox(nothing: null): void;
  note(page: { notes: Note[]; gauges: PlayerGauges }): void;
};

export interface PlayerGauges {
  matches: number;
  waiting: number;
}
