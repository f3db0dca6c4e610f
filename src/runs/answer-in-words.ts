import type { Approval } from '../contracts/approval.js';
import { readYesOrNo } from '../policy/yes-or-no.js';
import { listApprovals } from '../store/approvals.js';
import type { Database } from '../store/database.js';
import { findLastReply } from '../store/sessions.js';
import type { AnswerRequest } from './answer-approval.js';
import type { AcceptRequest } from './runs.js';

/**
 * Reads a message that is nothing but a yes or a no as the answer to the session's one open question. Undefined for any other
 * message, where several questions are open, and where something else was asked since: what the person says yes to is what
 * they were asked last.
 */
export async function readAnswerInWords(
  db: Database,
  { sessionId, userId, message, scopes, dryRun }: AcceptRequest,
): Promise<AnswerRequest | undefined> {
  const decision = readYesOrNo(message);
  // A rehearsed yes is none.
  if (decision === undefined || sessionId === undefined || dryRun === true) return undefined;
  // Who may not write may not say yes to a write.
  if (scopes !== undefined && !scopes.includes('copilot.exec')) return undefined;
  const [only, ...others] = await listApprovals(db, { sessionId, pendingOnly: true });
  if (only === undefined || others.length > 0) return undefined;
  const last = await findLastReply(db, sessionId);
  if (last !== undefined && last.runId !== only.run_id && asksOther(last.content, only)) return undefined;
  return { approvalId: only.approval_id, sessionId, userId, answer: { decision }, said: message.trim() };
}

function asksOther(reply: string, { title }: Approval): boolean {
  return reply.includes('?') && !reply.includes(title);
}

/** Begins like an answer: "yes?", "ok but only one", "no wait yes". */
const LIKE_AN_ANSWER =
  /^[^\p{L}]{0,8}(?:yes|yep|yeah|yup|y|ok|okay|sure|go ahead|do it|confirm|approve|no|nope|nah|n|cancel|stop|wait)(?![\p{L}\p{N}])/iu;

/** True where a message may be meant as an answer to an open question. */
export function mayAnswer(message: string): boolean {
  return LIKE_AN_ANSWER.test(message);
}

/** What a reply adds where such a message answered none of the questions that are `open`; undefined where there are none. */
export function reminderOf(open: readonly Approval[]): string | undefined {
  const titles = open.map(({ title }) => `"${title}"`);
  if (titles.length === 0) return undefined;
  return titles.length === 1
    ? `I still need a plain yes or no to ${titles.join('')}.`
    : `I still need a yes or no to each of these: ${titles.join(', ')}.`;
}
