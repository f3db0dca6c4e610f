import { z } from 'zod';
import type { Route } from '../route.js';

const Health = z.object({ status: z.literal('ok') });

/** Says only that the process answers; `/ready` says whether it can work. */
export function createGetHealth(): Route {
  return {
    method: 'GET',
    path: '/health',
    summary: 'Whether the process is alive',
    answers: [{ schema: Health }],
    handle: (ctx) => {
      ctx.body = { status: 'ok' } satisfies z.infer<typeof Health>;
    },
  };
}
