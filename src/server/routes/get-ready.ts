import { z } from 'zod';
import type { Door } from '../deps.js';
import type { Route } from '../route.js';

const Ready = z.object({
  ready: z.boolean(),
  checks: z.record(z.string(), z.string()),
  runs_on: z.object({ planner: z.string(), store: z.string(), bus: z.string(), services: z.string() }),
});

/** 503 while something is missing or the process is stopping, so that no new work is sent here. */
export function createGetReady(door: Door): Route {
  return {
    method: 'GET',
    path: '/ready',
    summary: 'Whether the service can take work',
    answers: [{ schema: Ready }],
    handle: async (ctx) => {
      const { ready, checks } = await door.isReady();
      const isStopping = door.lifecycle.stopping();
      ctx.status = ready && !isStopping ? 200 : 503;
      ctx.body = {
        ready: ready && !isStopping,
        checks: isStopping ? { ...checks, server: 'stopping' } : checks,
        runs_on: door.summary,
      } satisfies z.infer<typeof Ready>;
    },
  };
}
