import type { StepError } from '../contracts/plan.js';

/** Stable codes a client may test for, with the HTTP status each is answered with. */
export const ERROR_STATUS = {
  bad_request: 400,
  invalid_body: 400,
  invalid_field: 400,
  unknown_mode: 400,
  empty_message: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  session_busy: 409,
  session_mode_mismatch: 409,
  approval_answered: 409,
  approval_expired: 409,
  approval_stale: 409,
  cannot_fork: 409,
  run_unfinished: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  internal_error: 500,
  queue_full: 503,
  stopping: 503,
  store_unavailable: 503,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

/** Something that can be expected to go wrong; `message` is safe to show to the caller. */
export class AppError extends Error {
  override name = 'AppError';
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** Why a call of a tool did not succeed. Tools throw it, the tool node turns it into an answer to the planner. */
export const TOOL_ERROR_CODES = [
  'unavailable',
  'timeout',
  'not_found',
  'conflict',
  'invalid',
  'ambiguous',
  'price_changed',
  'forbidden',
  'bad_answer',
  'cancelled',
  'unknown_outcome',
  'internal',
] as const;
export type ToolErrorCode = (typeof TOOL_ERROR_CODES)[number];

export interface ToolErrorOptions {
  service?: string;
  choices?: { label: string; value: string }[];
  cause?: unknown;
}

/** A failed tool call; `message` is a sentence safe to show to a person. */
export class ToolError extends Error {
  override name = 'ToolError';
  readonly code: ToolErrorCode;
  readonly service: string | undefined;
  readonly choices: { label: string; value: string }[] | undefined;

  constructor(code: ToolErrorCode, message: string, options: ToolErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.service = options.service;
    this.choices = options.choices;
  }

  /** The failure as the planner, the events and the records hold it. */
  toStepError(): StepError {
    return {
      code: this.code,
      message: this.message,
      ...(this.service === undefined ? {} : { service: this.service }),
      ...(this.choices === undefined ? {} : { choices: this.choices }),
    };
  }
}

/** True where `signal` was aborted or `error` is the abort itself. */
export function isAbort(error: unknown, signal?: AbortSignal): boolean {
  return signal?.aborted === true || (error instanceof Error && error.name === 'AbortError');
}
