import { z } from 'zod';
import { MemoryView } from '../../contracts/memory.js';
import { AppError } from '../../core/errors.js';
import { isUuid } from '../../core/ids.js';
import type { Door } from '../deps.js';
import { callerOf, UserQuery } from '../identity.js';
import { PageLimit } from '../params.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

const MemoriesQuery = UserQuery.extend({
  limit: PageLimit,
  before: z.string().optional(),
  /** `true`: also what was superseded. */
  ended: z.enum(['true', 'false']).optional(),
});
const Memories = z.object({ memories: z.array(MemoryView) });

export function createGetMemories(door: Door): Route {
  return {
    method: 'GET',
    path: '/memories',
    summary:
      'What is remembered of the caller, newest first; the id of the last one as `before` gives those before it',
    scope: 'copilot.read',
    query: MemoriesQuery,
    answers: [{ schema: Memories }],
    handle: async (ctx) => {
      const { user_id, limit, before, ended } = parse(MemoriesQuery, ctx.query);
      if (before !== undefined && !isUuid(before))
        throw new AppError('invalid_field', 'before is not the id of a memory.');
      const userId = callerOf(user_id, door.config.anonymousUser);
      const page = { limit, ended: ended === 'true', ...(before !== undefined && { before }) };

      const memories = await door.runs.listMemories(userId, page);

      ctx.body = { memories } satisfies z.infer<typeof Memories>;
    },
  };
}
