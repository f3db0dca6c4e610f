import type { Context, Middleware } from 'koa';
import type { Problem } from '../contracts/problem.js';
import { isAbort } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import { toProblem } from './problem.js';
import { requestIdOf } from './request-id.js';

/** Turns whatever was thrown into problem+json. The stack goes to the log, never to the caller. */
export function createErrorHandler(logger: Logger): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      // The reader went away, or was sent away, while we waited for it: there is nobody to tell.
      if ((ctx.res.destroyed || ctx.res.writableEnded) && isAbort(error)) return;
      const problem = toProblem(error, requestIdOf(ctx));
      if (problem.status >= 500) logFailure(logger, ctx, problem, error);
      if (ctx.headerSent) ctx.res.end();
      else answer(ctx, problem);
    }
  };
}

function logFailure(logger: Logger, ctx: Context, problem: Problem, error: unknown): void {
  const record = { request_id: requestIdOf(ctx), path: ctx.path, code: problem.code };
  if (problem.status === 500) logger.error({ ...record, err: error }, 'request failed');
  else logger.warn({ ...record, detail: problem.detail }, 'request refused');
}

function answer(ctx: Context, problem: Problem): void {
  ctx.respond = true;
  ctx.status = problem.status;
  if (problem.status === 503) ctx.set('retry-after', String(1 + Math.floor(Math.random() * 5)));
  // The rest of a body that is too large is not worth reading.
  if (problem.status === 413) ctx.set('connection', 'close');
  ctx.body = JSON.stringify(problem);
  ctx.type = 'application/problem+json';
}
