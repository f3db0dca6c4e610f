import type { Context } from 'koa';

const SAFE = /^(?:\/[\w.~-]+){1,8}$/;

/** The path under which a proxy shows us (`/proxy/copilot`), where it says so in a harmless way; else ''. */
export function prefixOf(ctx: Context): string {
  const given = ctx.get('x-forwarded-prefix').replace(/\/$/, '');
  return given.length <= 200 && SAFE.test(given) ? given : '';
}
