import type { Context } from 'koa';
import { z } from 'zod';
import { invalid, unprocessable, type ServiceError } from './service-error.js';

/** The JSON body, checked; a missing body reads as `{}`. 400 for a wrong shape, 422 for a value that cannot be. */
export function readBody<Schema extends z.ZodType>(ctx: Context, schema: Schema): z.infer<Schema> {
  const body: unknown = ctx.request.body ?? {};
  return read(body, schema, 'body');
}

/** The query parameters, checked; one that the schema does not know is ignored. */
export function readQuery<Schema extends z.ZodType>(ctx: Context, schema: Schema): z.infer<Schema> {
  return read({ ...ctx.query }, schema, 'query');
}

/** A path parameter that must be a positive integer. */
export function readId(value: string | undefined, what: string): number {
  const id = z.coerce.number().int().positive().safeParse(value);
  if (!id.success) throw invalid(`The ${what} must be a positive whole number`);
  return id.data;
}

function read<Schema extends z.ZodType>(value: unknown, schema: Schema, where: string): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw toError(parsed.error, where);
}

const SHAPE_ISSUES: ReadonlySet<string> = new Set(['invalid_type', 'unrecognized_keys', 'invalid_union']);

function toError(error: z.ZodError, where: string): ServiceError {
  const message = error.issues
    .map((issue) => `${[where, ...issue.path.map(String)].join('.')}: ${issue.message}`)
    .join('; ');
  return error.issues.some((issue) => SHAPE_ISSUES.has(issue.code))
    ? invalid(message)
    : unprocessable(message);
}
