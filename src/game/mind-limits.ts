/** What one mind may take up, and how often it decides. Times are milliseconds of game time. */
export interface MindLimits {
  /** Fighters that are planned for; further ones only react. */
  maxActors: number;
  /** Nodes that the search for one plan may open. */
  maxNodes: number;
  maxSteps: number;
  /** How long a plan holds without being made again. */
  planMs: number;
  /** How long an ally keeps what it has reserved. */
  claimMs: number;
  /** Nobody starts on a command later than this. */
  commandMs: number;
  /** A command that still holds is given again after this long. */
  repeatMs: number;
  /** How long an answer of the strategist is waited for, and how long it then holds. */
  questionMs: number;
  adviceMs: number;
  /** No question sooner than this after the last one. */
  askEveryMs: number;
  /** How long a line for an NPC is waited for. */
  lineMs: number;
  keptEvents: number;
  keptDecisions: number;
}

export const DEFAULT_LIMITS: MindLimits = {
  maxActors: 16,
  maxNodes: 2_000,
  maxSteps: 6,
  planMs: 4_000,
  claimMs: 3_000,
  commandMs: 1_500,
  repeatMs: 2_000,
  questionMs: 3_000,
  adviceMs: 30_000,
  askEveryMs: 5_000,
  lineMs: 1_500,
  keptEvents: 48,
  keptDecisions: 48,
};
