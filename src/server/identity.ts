import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import { z } from 'zod';
import { CallerId } from '../contracts/chat.js';
import { AppError } from '../core/errors.js';
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

/** `copilot.game` is for game servers: they speak of the matches of all players; `copilot.ops` for who looks after the service. */
const SCOPES = ['copilot.read', 'copilot.exec', 'copilot.game', 'copilot.ops'] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * What the caller may do: everything, less what a gateway in front takes away with `X-Veze-Scopes`. The header never gives,
 * so where it comes more than once only what all of them leave is left.
 */
export function scopesOf(request: Pick<IncomingMessage, 'headersDistinct'>): readonly Scope[] {
  const lines = request.headersDistinct['x-veze-scopes'] ?? [];
  const left = lines.map((line) => new Set(line.split(/[\s,]+/)));
  return SCOPES.filter((scope) => left.every((names) => names.has(scope)));
}

export function assertScope(scopes: readonly Scope[], needed: Scope): void {
  if (!scopes.includes(needed)) throw new AppError('forbidden', `This needs the scope ${needed}.`);
}
