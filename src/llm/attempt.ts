import type { ModelError } from './model.js';

/** What a call used. `isEstimated`: the provider did not say. */
export interface Usage {
  input: number;
  output: number;
  isEstimated: boolean;
}

/** How one request to a model went. */
export type Attempt =
  | { state: 'done'; text: string; usage: Usage }
  | { state: 'failed'; fault: Fault; usage: Usage }
  /** The caller ended it. */
  | { state: 'cancelled'; usage: Usage };

export interface Fault {
  error: ModelError;
  /** Asking the same model again may help. */
  isPassing: boolean;
  /** How long the provider wants to be left alone, where it says so. */
  retryAfterMs?: number | undefined;
  /** What the provider says it does not accept; never for a person or a log. */
  objection?: string | undefined;
}

export const NOTHING_USED: Usage = { input: 0, output: 0, isEstimated: false };
