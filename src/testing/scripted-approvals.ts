import type { Approval, ApprovalAnswer } from '../contracts/approval.js';
import type { Reply } from '../contracts/chat.js';
import { AppError } from '../core/errors.js';
import { uuidv7 } from '../core/ids.js';
import type { AcceptRequest } from '../runs/runs.js';

/** A question about an e-mail, as `overrides` would have it. */
export function askingApproval(overrides: Partial<Approval> = {}): Approval {
  return {
    approval_id: uuidv7(),
    session_id: '',
    run_id: '',
    step_id: 1,
    tool: 'email.send',
    title: 'Send an e-mail to ada@veze.io',
    details: [
      { label: 'subject', value: 'Hello' },
      { label: 'text', value: 'See you there.' },
    ],
    amount: null,
    args: { to: 'ada@veze.io', subject: 'Hello', body: 'See you there.' },
    status: 'pending',
    expires_at: '2999-01-01T00:00:00.000Z',
    ...overrides,
  };
}

/** The reply of a turn that asks. */
export function askingReply(...approvals: Approval[]): Reply {
  return { kind: 'answer', data: null, text: 'Shall I go ahead?', approvals };
}

/** The questions that scripted runs have asked, with the rules of the real ones. */
export interface ScriptedApprovals {
  /** Puts the questions of a reply on record, and gives the reply with their run and session in it. */
  ask(reply: Reply, run: { runId: string; sessionId: string; userId: string }): Reply;
  list(sessionId: string): Approval[];
  /** Gives what was asked, once. */
  answer(request: {
    approvalId: string;
    sessionId: string;
    userId: string;
    answer: ApprovalAnswer;
  }): Approval;
}

export function createScriptedApprovals(): ScriptedApprovals {
  const asked = new Map<string, { approval: Approval; userId: string }>();
  return {
    ask(reply, { runId, sessionId, userId }) {
      if (reply.approvals === undefined) return reply;
      const approvals = reply.approvals.map((one) => ({ ...one, run_id: runId, session_id: sessionId }));
      for (const approval of approvals) asked.set(approval.approval_id, { approval, userId });
      return { ...reply, approvals };
    },
    list: (sessionId) =>
      [...asked.values()]
        .map(({ approval }) => approval)
        .filter((one) => one.session_id === sessionId && one.status === 'pending' && !isExpired(one)),
    answer({ approvalId, sessionId, userId, answer }) {
      const found = asked.get(approvalId);
      if (found?.userId !== userId || found.approval.session_id !== sessionId)
        throw new AppError('not_found', 'There is no such question.');
      const { approval } = found;
      if (approval.status !== 'pending')
        throw new AppError('approval_answered', 'This question was already answered.');
      if (isExpired(approval)) throw new AppError('approval_expired', 'This question has expired.');
      const status = answer.decision === 'approve' ? 'approved' : 'declined';
      asked.set(approvalId, { approval: { ...approval, status }, userId });
      return approval;
    },
  };
}

/** The request that an answer is to the run that carries it out. */
export function answerAsRequest(
  approval: Approval,
  { decision }: ApprovalAnswer,
  userId: string,
): AcceptRequest {
  const message = `${decision === 'approve' ? 'Yes' : 'No'}: ${approval.title}`;
  return { mode: 'support', userId, sessionId: approval.session_id, message };
}

function isExpired(approval: Approval): boolean {
  return Date.parse(approval.expires_at) <= Date.now();
}
