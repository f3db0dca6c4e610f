import { z } from 'zod';
import { CallerId } from '../../contracts/chat.js';
import { Rating } from '../../contracts/run.js';
import type { Door } from '../deps.js';
import { callerOf } from '../identity.js';
import { runIdOf, RunParams } from '../params.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

const FeedbackRequest = z.object({ rating: Rating.nullable(), user_id: CallerId.nullish() });
const Rated = z.object({ run_id: z.string(), rating: Rating.nullable() });

/** Only whose run it is may say; the last word counts. */
export function createPostRunFeedback(door: Door): Route {
  return {
    method: 'POST',
    path: '/runs/:id/feedback',
    summary: 'Say whether a reply was good; null takes it back',
    scope: 'copilot.read',
    params: RunParams,
    body: FeedbackRequest,
    answers: [{ schema: Rated }],
    problems: ['not_found'],
    handle: async (ctx) => {
      const runId = runIdOf(ctx);
      const { rating, user_id } = parse(FeedbackRequest, ctx.request.body ?? {});

      await door.runs.rate({ runId, userId: callerOf(user_id, door.config.anonymousUser), rating });

      ctx.body = { run_id: runId, rating } satisfies z.infer<typeof Rated>;
    },
  };
}
