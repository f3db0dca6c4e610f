import { z } from 'zod';
import { MemoryView } from '../../contracts/memory.js';
import type { Door } from '../deps.js';
import { callerOfQuery, UserQuery } from '../identity.js';
import type { Route } from '../route.js';

const Export = z.object({ user_id: z.string(), exported_at: z.string(), memories: z.array(MemoryView) });
const PAGE = 500;

/** All of it in one file, what has ended too. */
export function createGetMemoriesExport(door: Door): Route {
  return {
    method: 'GET',
    path: '/memories/export',
    summary: 'All that is or was remembered of the caller, newest first, as a file',
    scope: 'copilot.read',
    query: UserQuery,
    answers: [{ schema: Export }],
    handle: async (ctx) => {
      const userId = callerOfQuery(ctx, door.config.anonymousUser);

      const memories: MemoryView[] = [];
      for (let page = await pageOf(door, userId); page.length > 0;) {
        memories.push(...page);
        page = page.length < PAGE ? [] : await pageOf(door, userId, page.at(-1)?.id);
      }

      ctx.attachment('memories.json');
      ctx.type = 'application/json';
      ctx.body = { user_id: userId, exported_at: new Date().toISOString(), memories } satisfies z.infer<
        typeof Export
      >;
    },
  };
}

function pageOf(door: Door, userId: string, before?: string): Promise<MemoryView[]> {
  return door.runs.listMemories(userId, {
    limit: PAGE,
    ended: true,
    ...(before !== undefined && { before }),
  });
}
