import type { ModelPurpose } from '../contracts/run-event.js';
import type { Budget } from '../core/model-settings.js';

/** A call that is about to be made, with the most it may come to. */
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
}

export interface EndedModelCall {
  callId: string;
  /** `done`, `cancelled`, or why it came to nothing. */
  outcome: string;
  inputTokens: number;
  outputTokens: number;
  isEstimated: boolean;
  costUsd: number;
  durationMs: number;
}

/** The budget that a call would break. */
export interface Exceeded {
  scope: 'turn' | 'session' | 'day';
  unit: 'tokens' | 'usd';
}

/** The record of all calls of all replicas, which the budgets are counted from. */
export interface ModelRecords {
  /**
   * Puts a call on record before it is made, so that it counts from then on; where it would break a budget it is not put
   * on record, and the budget is given back. Calls of one user that are made at once see each other.
   */
  reserve(call: PlannedModelCall, budgets: Record<Exceeded['scope'], Budget>): Promise<Exceeded | undefined>;
  /** What it came to in the end. */
  settle(call: EndedModelCall): Promise<void>;
}
