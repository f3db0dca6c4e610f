import { z } from 'zod';
import { ApprovalAnswer } from '../../contracts/approval.js';
import { CallerId, ChatResponse } from '../../contracts/chat.js';
import { assertAccepting } from '../accept-request.js';
import { streamTurn } from '../chat-stream.js';
import type { Door } from '../deps.js';
import { callerOf, UserQuery } from '../identity.js';
import { ApprovalParams, existingApprovalId } from '../params.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';
import { waitForReply } from '../wait-for-reply.js';

const AnswerRequest = ApprovalAnswer.extend({ user_id: CallerId.nullish() });
const Answered = ChatResponse.extend({
  approval_id: z.string(),
  decision: ApprovalAnswer.shape.decision,
});

/** Only the person who was asked can answer, once, and with `copilot.exec`. As a stream where asked, as `/chat/stream` is. */
export function createPostApproval(door: Door): Route {
  return {
    method: 'POST',
    path: '/sessions/:id/approvals/:approval_id',
    summary: 'Answer a question, and wait for what the answer leads to, or stream it',
    scope: 'copilot.exec',
    params: ApprovalParams,
    query: UserQuery,
    body: AnswerRequest,
    answers: [{ schema: Answered }, { mediaType: 'text/event-stream' }],
    problems: ['not_found', 'approval_answered', 'approval_expired', 'approval_stale', 'stopping'],
    handle: async (ctx) => {
      assertAccepting(door);
      const { id: sessionId, approval_id } = parse(ApprovalParams, ctx['params']);
      const approvalId = existingApprovalId(approval_id);
      const { user_id, ...answer } = parse(AnswerRequest, ctx.request.body ?? {});
      const named = user_id ?? parse(UserQuery, ctx.query).user_id;
      const userId = callerOf(named, door.config.anonymousUser);

      const accepted = await door.runs.answerApproval({ approvalId, sessionId, userId, answer });
      ctx.vary('Accept');
      if (ctx.accepts('application/json', 'text/event-stream') === 'text/event-stream') {
        await streamTurn(ctx, door, { ...accepted, userId });
        return;
      }
      const { decision } = answer;
      const response = await waitForReply(ctx, door.runs, accepted);

      ctx.body = { ...response, approval_id: approvalId, decision } satisfies z.infer<typeof Answered>;
    },
  };
}
