import type { z } from 'zod';
import type { Mode } from '../contracts/mode.js';
import type { MatchBudget } from '../contracts/model-call.js';
import type { ModelPurpose, RunEventBody } from '../contracts/run-event.js';

export interface ModelMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** A rendered prompt; `version` is the hash of the templates it was rendered from. */
export interface ModelPrompt {
  messages: readonly ModelMessage[];
  version: string;
}

export interface ModelCall {
  purpose: ModelPurpose;
  prompt: ModelPrompt;
  /** Ends the call, and with it the connection, at once. */
  signal: AbortSignal;
}

/**
 * The language model as one run sees it. Each call has a deadline, is retried where that can help, counted against the
 * budgets and put on the run's log as `model.finished`. Throws `ModelError`, or what `signal` aborted with.
 */
export interface Model {
  /** One JSON value that `schema` has passed; `name` is what the provider is told the schema is called. */
  structured<T>(call: ModelCall & { name: string; schema: z.ZodType<T> }): Promise<T>;
  /**
   * Text, never empty. `onText` gets it piece by piece as it comes; where the call is made again after a piece was handed
   * out, it throws instead.
   */
  text(call: ModelCall & { onText: (piece: string) => void }): Promise<string>;
}

/** The run a model works for. */
export interface ModelRun {
  runId: string;
  sessionId: string;
  userId: string;
  mode: Mode;
  /** How many calls earlier attempts of the run have put on its log. */
  callsBefore: number;
  /** The match it works for, where it does for one. */
  match?: MatchBudget;
  emit: (event: RunEventBody) => void;
}

export interface ModelSource {
  /** The model's name, as configured. */
  readonly name: string;
  open(run: ModelRun): Model;
}

/** Why a call of the model came to nothing; also the values of a metric's label. */
export const MODEL_ERROR_CODES = [
  'timeout',
  'rate_limited',
  'server_error',
  'connection',
  /** The stream ended before the answer did. */
  'truncated',
  'empty',
  'refusal',
  'too_large',
  'invalid_output',
  /** The breaker is open: the model was not asked. */
  'unavailable',
  'over_budget',
  /** The request itself was refused (401, 403, 404, 422): asking again cannot help. */
  'rejected',
] as const;
export type ModelErrorCode = (typeof MODEL_ERROR_CODES)[number];

export class ModelError extends Error {
  override name = 'ModelError';
  readonly code: ModelErrorCode;
  /** What the model said, where it said something unusable, for one round of repair. */
  readonly output: string | undefined;

  constructor(code: ModelErrorCode, message: string, options: { output?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.output = options.output;
  }
}
