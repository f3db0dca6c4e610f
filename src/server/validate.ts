import { z } from 'zod';
import type { FieldError } from '../contracts/problem.js';
import { Mode } from '../contracts/mode.js';
import { AppError } from '../core/errors.js';

/** Reads `value` with `schema`; what is wrong with it becomes a 400 that names each field. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error, value);
}

function invalid(error: z.ZodError, value: unknown): AppError {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return new AppError('invalid_body', 'The body must be a JSON object.');
  }
  const errors = fieldErrors(error);
  const unknownMode =
    'mode' in value && typeof value.mode === 'string' && !Mode.safeParse(value.mode).success;
  if (unknownMode && errors.some(({ path }) => path === 'mode')) {
    return new AppError('unknown_mode', `The mode must be one of: ${Mode.options.join(', ')}.`, {
      details: { errors },
    });
  }
  const detail = errors
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
    .join('; ');
  return new AppError('invalid_field', detail, { details: { errors } });
}

/** zod's issues as a caller reads them; `within` goes before each path. */
export function fieldErrors(error: z.ZodError, within: readonly string[] = []): FieldError[] {
  return error.issues.map((issue) => ({
    path: [...within, ...issue.path].map(String).join('.'),
    message: issue.message,
  }));
}
