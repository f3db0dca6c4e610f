import type { Context, Next } from 'koa';
import { uuidv7 } from '../core/ids.js';

const SAFE = /^[\w.:-]{1,64}$/;

/** Names the request in answers and logs: as the caller named it, where that is harmless, else anew. */
export async function requestId(ctx: Context, next: Next): Promise<void> {
  const given = ctx.get('x-request-id');
  const id = SAFE.test(given) ? given : uuidv7();
  ctx.state['requestId'] = id;
  ctx.set('x-request-id', id);
  await next();
}

export function requestIdOf(ctx: Context): string {
  return String(ctx.state['requestId']);
}
