import type { Context, Next } from 'koa';
import { z } from 'zod';
import { invalid, notFound, ServiceError } from './service-error.js';

/** Turns every failure below it, and every unanswered request, into the services' error JSON. */
export async function answerErrors(ctx: Context, next: Next): Promise<void> {
  try {
    await next();
    if (ctx.respond !== false && ctx.status >= 400 && ctx.body === undefined) answer(ctx, unanswered(ctx));
  } catch (error) {
    answer(ctx, toServiceError(error));
    if (ctx.status >= 500) ctx.app.emit('error', error, ctx);
  }
}

function answer(ctx: Context, error: ServiceError): void {
  ctx.status = error.status;
  ctx.body = error.toBody();
}

function unanswered(ctx: Context): ServiceError {
  const where = `${ctx.method} ${ctx.path}`;
  if (ctx.status === 404) return notFound(`There is no endpoint ${where}`);
  return new ServiceError(ctx.status, 'method_not_allowed', `${where} is not supported`);
}

/** What koa-body throws: a broken or an oversized body. */
const BodyError = z.object({ status: z.int().min(400).max(499), message: z.string() });

function toServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const body = BodyError.safeParse(error);
  if (!body.success) return new ServiceError(500, 'internal_error', 'Internal error');
  if (body.data.status === 413) return new ServiceError(413, 'body_too_large', 'The body is too large');
  return invalid(`The body is not valid JSON: ${body.data.message}`);
}
