import type { Context, Middleware } from 'koa';
import { koaBody } from 'koa-body';
import { AppError } from '../core/errors.js';
import { MAX_BODY, MAX_JSON_DEPTH } from './limits.js';

const WITH_BODY: ReadonlySet<string> = new Set(['POST', 'PATCH']);

/** Reads the body of a POST or PATCH: JSON only, small, shallow, not compressed. No body at all reads as `{}`. */
export function createJsonBody(): Middleware {
  const read = koaBody({
    multipart: false,
    urlencoded: false,
    text: false,
    jsonStrict: true,
    jsonLimit: MAX_BODY,
    onError: (error) => {
      throw toAppError(error);
    },
  });
  return async (ctx, next) => {
    if (!WITH_BODY.has(ctx.method) || !hasBody(ctx)) return next();
    checkMedia(ctx);
    return read(ctx, async () => {
      if (isDeeperThan(ctx.request.body, MAX_JSON_DEPTH)) {
        throw new AppError('invalid_body', `The body is nested more than ${MAX_JSON_DEPTH} levels deep.`);
      }
      await next();
    });
  };
}

/** True where `value` nests more than `limit` arrays or objects. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (limit === 0) return true;
  return Object.values(value).some((inner) => isDeeperThan(inner, limit - 1));
}

function hasBody(ctx: Context): boolean {
  return ctx.get('transfer-encoding') !== '' || Number(ctx.get('content-length')) > 0;
}

function checkMedia(ctx: Context): void {
  if (ctx.is('application/json') === false) {
    throw new AppError('unsupported_media_type', 'The body must be sent as application/json.');
  }
  if (!['', 'identity'].includes(ctx.get('content-encoding'))) {
    throw new AppError('unsupported_media_type', 'The body must not be compressed.');
  }
}

function toAppError(error: Error): AppError {
  const status = 'status' in error ? error.status : undefined;
  if (status === 413)
    return new AppError('body_too_large', `The body may hold at most ${MAX_BODY}.`, { cause: error });
  return new AppError('invalid_body', 'The body is not valid JSON.', { cause: error });
}
