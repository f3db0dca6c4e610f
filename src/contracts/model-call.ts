import type { ModelPurpose } from './run-event.js';

/** A call of the language model that is about to be made, with the most it may come to. */
export interface PlannedModelCall {
  callId: string;
  runId: string;
  sessionId: string;
  userId: string;
  purpose: ModelPurpose;
  model: string;
  promptVersion: string;
  inputTokens: number;
  outputTokens: number;
  costUsd: number;
  /** The match it is made for, and what all calls for that may come to. */
  match?: MatchBudget;
}

export interface MatchBudget {
  id: string;
  tokens: number;
}

export interface EndedModelCall {
  callId: string;
  /** `done`, `cancelled`, or why it came to nothing. */
  outcome: string;
  inputTokens: number;
  outputTokens: number;
  /** The provider did not say how many tokens. */
  isEstimated: boolean;
  costUsd: number;
  durationMs: number;
}

/** Tokens and US dollars; 0 is no limit. */
export interface ModelBudget {
  tokens: number;
  usd: number;
}

/** What one turn, one session and one user in 24 hours may use. */
export type ModelBudgets = Record<'turn' | 'session' | 'day', ModelBudget>;

/** The limit that a call would break. */
export const BUDGET_LIMITS = [
  'turn_tokens',
  'turn_usd',
  'session_tokens',
  'session_usd',
  'day_tokens',
  'day_usd',
  'match_tokens',
] as const;
export type BudgetLimit = (typeof BUDGET_LIMITS)[number];
