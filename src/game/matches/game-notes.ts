import type { AdviceOutcome } from '../../contracts/game-strategy.js';
import type { GameEvent } from '../../contracts/game-event.js';

export interface Consultation {
  outcome: 'asked' | 'answered' | 'rules' | 'aborted' | 'failed';
  cause?: string;
  tookMs?: number;
}

/** What may be said of an event: nothing of what players say. */
export type NotedEvent = Pick<GameEvent, 'match_id' | 'source' | 'seq' | 'type'>;

/** What is counted and logged of playing; one function an event. */
export interface GameNotes {
  eventPlayed(tookMs: number): void;
  ticked(tookMs: number): void;
  /** `duplicate`, `late`, `held`, `refused` */
  eventTurnedAway(outcome: string): void;
  superseded(): void;
  skipped(numbers: number): void;
  poisoned(event: NotedEvent, error: unknown): void;
  tickFailed(matchId: string, error: unknown): void;
  replayFailed(matchId: string, error: unknown): void;
  /** What a mind made of the strategist's answer. */
  advised(outcome: AdviceOutcome): void;
  /** What became of a question: `asked`, `aborted`, `rules` (nothing better than the table), `failed` and why; milliseconds since it was asked. */
  consulted(what: Consultation): void;
  /** What became of a line for an NPC: `written`, `failed` (none, or not in time), `crowded`. */
  lineWritten(outcome: 'written' | 'failed' | 'crowded'): void;
  /** How long the oldest of the events that were read together lay in its stream, in milliseconds. */
  eventsRead(waitedMs: number): void;
  /** From when the event was read until its action had left, in milliseconds. */
  actionsLeft(actions: number, lagsMs: number[]): void;
  shardTaken(shard: number, matches: number): void;
  shardLost(shard: number): void;
  /** Something is away. */
  away(error: unknown): void;
}
