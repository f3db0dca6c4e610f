import type { IncomingHttpHeaders } from 'node:http';
import type { Context, Middleware, Next } from 'koa';
import { AppError } from '../core/errors.js';

/**
 * True where a browser page may make this request: its own host's pages, and those allowed by name. What is not sent by
 * a browser has no origin. `Sec-Fetch-Site` and `X-Forwarded-Host` cannot be set by a page of another site, so both may
 * vouch behind a proxy that rewrites `Host`.
 */
export function isTrustedOrigin(headers: IncomingHttpHeaders, allowed: readonly string[]): boolean {
  const site = headers['sec-fetch-site'];
  const { origin } = headers;
  if (origin === undefined) return site !== 'cross-site';
  if (allowed.includes(origin) || site === 'same-origin') return true;
  const host = hostOf(origin);
  return host !== undefined && (host === headers.host || host === headers['x-forwarded-host']);
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** Refuses what a page of a foreign site asks to be done for the person looking at it. */
export function assertTrustedOrigin(ctx: Context, allowed: readonly string[]): void {
  if (!isTrustedOrigin(ctx.headers, allowed)) {
    throw new AppError('forbidden', 'Pages of this origin may not call the copilot.');
  }
}

const PREFLIGHT = {
  'access-control-allow-methods': 'GET, POST, PATCH, DELETE',
  'access-control-allow-headers': 'content-type, last-event-id, x-request-id',
  'access-control-max-age': '600',
};

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** CORS for the origins allowed by name and no other; whatever may change something is checked. */
export function createOriginGuard(allowed: readonly string[]): Middleware {
  return async (ctx: Context, next: Next) => {
    ctx.vary('Origin');
    const origin = ctx.get('origin');
    const isAllowed = allowed.includes(origin);
    if (isAllowed) {
      ctx.set('access-control-allow-origin', origin);
      ctx.set('access-control-expose-headers', 'x-run-id, x-request-id, retry-after');
    }
    if (ctx.method === 'OPTIONS' && ctx.get('access-control-request-method') !== '') {
      if (isAllowed) ctx.set(PREFLIGHT);
      ctx.status = 204;
      return;
    }
    if (!READS.has(ctx.method)) assertTrustedOrigin(ctx, allowed);
    await next();
  };
}
