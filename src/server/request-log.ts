import type { Context, Middleware } from 'koa';
import type { Logger } from '../core/logger.js';
import type { Metrics } from '../core/metrics.js';
import { requestIdOf } from './request-id.js';

/** Asked every few seconds by machines. */
const PROBES: ReadonlySet<string> = new Set(['/health', '/ready', '/metrics']);

/** Counts and logs each request once. The path goes to the log without its query, which can hold a message. */
export function createRequestLog(metrics: Metrics, logger: Logger): Middleware {
  return async (ctx, next) => {
    const start = performance.now();
    try {
      await next();
    } finally {
      const seconds = (performance.now() - start) / 1000;
      const status = ctx.res.headersSent ? ctx.res.statusCode : ctx.status;
      const route = routeOf(ctx);
      metrics.requestFinished(ctx.method, route, status, seconds);
      logger[PROBES.has(route) ? 'debug' : 'info'](
        {
          request_id: requestIdOf(ctx),
          method: ctx.method,
          path: ctx.path,
          status,
          duration_ms: seconds * 1000,
        },
        'request finished',
      );
    }
  };
}

/** The pattern, not the address: labels must take few values. */
function routeOf(ctx: Context): string {
  const pattern: unknown = ctx['_matchedRoute'];
  return typeof pattern === 'string' ? pattern : 'unmatched';
}
