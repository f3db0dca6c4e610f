import type { Context } from 'koa';
import type { UserDirectory } from '../users.js';
import { forbidden, ServiceError } from './service-error.js';

/**
 * Whom the call is made for: `X-On-Behalf-Of`, else the user the request names itself (so that curl needs no header).
 * A call for one user that names another one is refused.
 */
export function actingUser(ctx: Context, users: UserDirectory, named?: string): string {
  const header = ctx.get('X-On-Behalf-Of').trim();
  const self = header === '' ? undefined : users.idOf(header);
  const other = named === undefined || named === '' ? undefined : users.idOf(named);
  if (self !== undefined && other !== undefined && self !== other) {
    throw forbidden(`A call on behalf of ${header} may not act for ${named}`);
  }
  const user = self ?? other;
  if (user === undefined)
    throw new ServiceError(401, 'unauthorized', 'Say who acts in the header X-On-Behalf-Of');
  return user;
}
