import { z } from 'zod';
import { Approval } from '../../contracts/approval.js';
import type { Door } from '../deps.js';
import { callerOfQuery, UserQuery } from '../identity.js';
import { SessionParams } from '../params.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

const Approvals = z.object({ approvals: z.array(Approval) });

export function createGetApprovals(door: Door): Route {
  return {
    method: 'GET',
    path: '/sessions/:id/approvals',
    summary: 'The questions of a conversation that wait for an answer, oldest first',
    scope: 'copilot.read',
    params: SessionParams,
    query: UserQuery,
    answers: [{ schema: Approvals }],
    problems: ['not_found'],
    handle: async (ctx) => {
      const { id } = parse(SessionParams, ctx['params']);
      const userId = callerOfQuery(ctx, door.config.anonymousUser);

      const approvals = await door.runs.listApprovals(id, userId);

      ctx.body = { approvals } satisfies z.infer<typeof Approvals>;
    },
  };
}
