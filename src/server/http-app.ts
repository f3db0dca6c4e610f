import { Router } from '@koa/router';
import Koa, { type Context, type Middleware, type Next } from 'koa';
import { AppError } from '../core/errors.js';
import type { Telemetry } from '../core/telemetry.js';
import { createRoutes } from './all-routes.js';
import type { Door } from './deps.js';
import { createErrorHandler } from './error-handler.js';
import { assertScope, scopesOf } from './identity.js';
import { createJsonBody } from './json-body.js';
import { createOriginGuard } from './origin.js';
import type { Route } from './route.js';
import { requestId } from './request-id.js';
import { createRequestLog } from './request-log.js';
import { securityHeaders } from './security-headers.js';

const EVENT_STREAM = 'text/event-stream';

/** Every request's way in: named, logged, guarded, read, then its route. */
export function createHttpApp(door: Door): Koa {
  const app = new Koa();
  // Failures are told and logged by the error handler; Koa's own report to stderr would be a second one.
  app.silent = true;
  app.use(requestId);
  if (door.telemetry !== undefined) app.use(followTrace(door.telemetry));
  app.use(createRequestLog(door.metrics, door.logger));
  app.use(createErrorHandler(door.logger));
  app.use(securityHeaders);
  app.use(sendAwayWhenStopping(door));
  app.use(createOriginGuard(door.config.allowedOrigins));
  app.use(createJsonBody());
  app.use(createRouter(door).routes());
  app.use(nothingHere);
  return app;
}

function createRouter(door: Door): Router {
  // A page at `/chat/` would look for its script in the wrong folder.
  const router = new Router({ strict: true, sensitive: true });
  for (const route of createRoutes(door)) {
    const handle: Middleware = (ctx) => {
      if (route.scope !== undefined) assertScope(scopesOf(ctx.req), route.scope);
      return ctx.method === 'HEAD' && isStream(route) ? headOfStream(ctx) : route.handle(ctx);
    };
    router.register(route.path, route.method === 'GET' ? ['HEAD', 'GET'] : [route.method], handle);
  }
  return router;
}

function isStream({ answers }: Route): boolean {
  return 'mediaType' in answers[0] && answers[0].mediaType === EVENT_STREAM;
}

/** Says what a GET would be without doing it: a HEAD starts no run. */
function headOfStream(ctx: Context): void {
  ctx.status = 200;
  ctx.type = EVENT_STREAM;
}

/** A kept-alive connection would come back to a process that is about to close. */
function sendAwayWhenStopping(door: Door): Middleware {
  return async (ctx, next) => {
    if (door.lifecycle.stopping()) ctx.set('connection', 'close');
    await next();
  };
}

/** What a request starts goes below the caller's span, where the caller names one. */
function followTrace(telemetry: Telemetry): Middleware {
  return (ctx, next) => telemetry.follow(ctx.get('traceparent'), next);
}

function nothingHere(ctx: Context, _next: Next): never {
  const layers: unknown = ctx['matched'];
  const methods = Array.isArray(layers)
    ? layers.flatMap((layer: { methods: string[] }) => layer.methods)
    : [];
  if (methods.length === 0) throw new AppError('not_found', `There is nothing at ${ctx.path}.`);
  ctx.set('allow', [...new Set(methods)].join(', '));
  throw new AppError(
    'method_not_allowed',
    `${ctx.path} can be asked with ${[...new Set(methods)].join(', ')} only.`,
  );
}
