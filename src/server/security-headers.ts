import type { Middleware } from 'koa';

/** For everything; a page loosens the policy for itself with `pagePolicy`. */
export const securityHeaders: Middleware = async (ctx, next) => {
  ctx.set({
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  await next();
};

/** Our own script and style, our own endpoints, nothing inline; framed by us and by the shells allowed by name. */
export function pagePolicy(framedBy: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
    `frame-ancestors ${["'self'", ...framedBy].join(' ')}`,
  ].join('; ');
}
