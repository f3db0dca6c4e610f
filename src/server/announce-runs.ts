import { setMaxListeners } from 'node:events';
import { ApprovalAnswer, type Approval } from '../contracts/approval.js';
import type { Logger } from '../core/logger.js';
import type { Accepted, Runs } from '../runs/runs.js';
import type { Lifecycle } from './deps.js';
import type { UserFeed } from './user-feed.js';

interface Announcing {
  runs: Runs;
  feed: UserFeed;
  logger: Logger;
  lifecycle: Pick<Lifecycle, 'onStop'>;
}

interface Watched extends Accepted {
  userId: string;
  /** The question whose answer was announced already. */
  announced?: string;
}

/** The same runs; what is accepted through them, asked and answered is told to all clients of the user. */
export function announceRuns({ runs, feed, logger, lifecycle }: Announcing): Runs {
  const stopped = new AbortController();
  // One listener per run under way; Node would warn of a leak at eleven.
  setMaxListeners(0, stopped.signal);
  lifecycle.onStop(() => stopped.abort());
  const announce = (run: Watched): void => {
    feed.publish(run.userId, { op: 'run.accepted', session_id: run.sessionId, run_id: run.runId });
    watch(run, { runs, feed, signal: stopped.signal }).catch((error: unknown) =>
      logger.warn({ err: error, run_id: run.runId }, 'what a run asks could not be announced'),
    );
  };
  return {
    ...runs,
    async accept(request) {
      const accepted = await runs.accept(request);
      announce({ ...accepted, userId: request.userId });
      return accepted;
    },
    async answerApproval(request) {
      const accepted = await runs.answerApproval(request);
      const { userId, approvalId, answer } = request;
      feed.publish(userId, answered(accepted, approvalId, answer.decision));
      announce({ ...accepted, userId, announced: approvalId });
      return accepted;
    },
  };
}

/**
 * Reads along with a run: a question can be answered once its run has ended, so it is announced then; a "yes" in words is
 * seen by the event alone.
 */
async function watch(
  run: Watched,
  { runs, feed, signal }: { runs: Runs; feed: UserFeed; signal: AbortSignal },
): Promise<void> {
  let asked: readonly Approval[] = [];
  for await (const event of runs.follow(run.runId, { after: 0, signal })) {
    if (event.type === 'reply') asked = event.reply.approvals ?? [];
    if (event.type === 'run.finished') {
      for (const approval of asked)
        feed.publish(run.userId, { op: 'approval.requested', session_id: run.sessionId, approval });
    }
    if (event.type !== 'approval.answered' || event.approval_id === run.announced) continue;
    const decision = ApprovalAnswer.shape.decision.safeParse(event.decision);
    if (decision.success) feed.publish(run.userId, answered(run, event.approval_id, decision.data));
  }
}

function answered({ runId, sessionId }: Accepted, approvalId: string, decision: ApprovalAnswer['decision']) {
  return {
    op: 'approval.answered',
    session_id: sessionId,
    approval_id: approvalId,
    decision,
    run_id: runId,
  } as const;
}
