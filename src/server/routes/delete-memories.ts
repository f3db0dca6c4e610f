import { z } from 'zod';
import type { Door } from '../deps.js';
import { callerOfQuery, UserQuery } from '../identity.js';
import { existingMemoryId, MemoryParams } from '../params.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

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
