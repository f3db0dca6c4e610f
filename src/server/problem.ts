import { z } from 'zod';
import { FieldError, type Problem } from '../contracts/problem.js';
import { AppError, ToolError, type ToolErrorCode } from '../core/errors.js';

const TOOL_STATUS: Record<ToolErrorCode, number> = {
  unavailable: 503,
  timeout: 504,
  not_found: 404,
  conflict: 409,
  invalid: 422,
  ambiguous: 409,
  price_changed: 409,
  forbidden: 403,
  bad_answer: 502,
  cancelled: 409,
  unknown_outcome: 502,
  internal: 500,
};

/** What the caller is told of `error`. Anything that was not expected is a bug, and told as nothing but that. */
export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof AppError) {
    const errors = z.array(FieldError).safeParse(error.details?.['errors']);
    return {
      ...describe(error.code, error.status, error.message, requestId),
      ...(errors.success ? { errors: errors.data } : {}),
    };
  }
  if (error instanceof ToolError && error.code !== 'internal') {
    return {
      ...describe(error.code, TOOL_STATUS[error.code], error.message, requestId),
      ...(error.choices === undefined ? {} : { choices: error.choices }),
    };
  }
  return describe('internal_error', 500, 'internal error', requestId);
}

export function describe(code: string, status: number, detail: string, requestId: string): Problem {
  const title = code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ');
  return {
    type: `urn:veze:problem:${code}`,
    title,
    status,
    code,
    detail,
    instance: `urn:veze:request:${requestId}`,
  };
}
