import type { Context } from 'koa';
import { z } from 'zod';
import { CallerId } from '../contracts/chat.js';
import { parse } from './validate.js';

/** Where a caller says who it is in the address. */
export const UserQuery = z.object({ user_id: CallerId.optional() });

/** Who the caller is: whom the body or the address names, else the anonymous user. The one place that decides it. */
export function callerOf(named: string | null | undefined, anonymousUser: string): string {
  return named ?? anonymousUser;
}

/** The same for a request that names the caller in its address alone. */
export function callerOfQuery(ctx: Context, anonymousUser: string): string {
  return callerOf(parse(UserQuery, ctx.query).user_id, anonymousUser);
}
