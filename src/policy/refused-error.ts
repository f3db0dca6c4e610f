import { ToolError, type ToolErrorCode, type ToolErrorOptions } from '../core/errors.js';

/** Policy refused a tool call; `reasons` are stable codes for the record, the message is for a person. */
export class RefusedError extends ToolError {
  override name = 'RefusedError';
  readonly reasons: readonly string[];

  constructor(
    reasons: readonly string[],
    message: string,
    options: ToolErrorOptions & { code?: ToolErrorCode } = {},
  ) {
    const { code = 'forbidden', ...rest } = options;
    super(code, message, rest);
    this.reasons = reasons;
  }
}
