import { z } from 'zod';
import { AppError } from '../../core/errors.js';
import { isUuid } from '../../core/ids.js';
import type { Door } from '../deps.js';
import { callerOfQuery, UserQuery } from '../identity.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

const MemoryParams = z.object({ id: z.string() });
const Forgotten = z.object({ forgotten: z.int() });

/** One memory of the caller, or all of them. */
export function createDeleteMemories(door: Door): Route[] {
  const forget = async (ctx: Parameters<Route['handle']>[0], id: string): Promise<void> => {
    const userId = callerOfQuery(ctx, door.config.anonymousUser);

    const forgotten = await door.runs.forgetMemories(userId, id);

    ctx.body = { forgotten } satisfies z.infer<typeof Forgotten>;
  };
  const common = {
    method: 'DELETE',
    scope: 'copilot.exec',
    query: UserQuery,
    answers: [{ schema: Forgotten }],
  } as const;
  return [
    {
      ...common,
      path: '/memories/:id',
      summary: 'Forget one memory of the caller',
      params: MemoryParams,
      problems: ['not_found'],
      handle: (ctx) => forget(ctx, existingMemoryId(parse(MemoryParams, ctx['params']).id)),
    },
    {
      ...common,
      path: '/memories',
      summary: 'Forget everything that is remembered of the caller',
      handle: (ctx) => forget(ctx, 'all'),
    },
  ];
}

/** Also "all" is no id: it would name every memory. */
function existingMemoryId(id: string): string {
  if (!isUuid(id)) throw new AppError('not_found', 'There is no such memory.');
  return id;
}
