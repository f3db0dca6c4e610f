import type { Approval } from '../contracts/approval.js';
import type { RunEventBody } from '../contracts/run-event.js';
import { correctionIn } from '../core/correction.js';
import { saysNoAndMore } from '../policy/yes-or-no.js';
import type { ClaimedRun } from '../store/runs.js';
import { mayAnswer } from './answer-in-words.js';

export interface QuestionRecords {
  listOpenQuestions: (sessionId: string) => Promise<Approval[]>;
  /** Ends a question with a no that this run heard; false where it was answered meanwhile. */
  withdrawQuestion: (approvalId: string, run: Pick<ClaimedRun, 'runId' | 'attempt'>) => Promise<boolean>;
}

/** The session's open questions that a message may be meant to answer, and one that it took back. */
export interface QuestionsLeft {
  open: Approval[];
  /** Left undone, where nothing else is asked in its place. */
  undone?: Approval;
}

export const NO_QUESTIONS: QuestionsLeft = { open: [] };

/**
 * One question that is taken back ("no wait, I mean order 127", "no, say hello instead") is ended with a no first: nobody should say
 * yes to it by accident later.
 */
export async function questionsLeft(
  records: QuestionRecords,
  run: Pick<ClaimedRun, 'runId' | 'attempt' | 'sessionId' | 'message'>,
  emit: (event: RunEventBody) => void,
): Promise<QuestionsLeft> {
  const isCorrection = correctionIn(run.message) !== undefined;
  const isTakenBack = isCorrection || saysNoAndMore(run.message);
  if (!isTakenBack && !mayAnswer(run.message)) return NO_QUESTIONS;
  const open = await records.listOpenQuestions(run.sessionId);
  const [only, ...others] = open;
  if (!isTakenBack || only === undefined || others.length > 0) return { open };
  if (!(await records.withdrawQuestion(only.approval_id, run))) return { open };
  emit({ type: 'approval.answered', approval_id: only.approval_id, decision: 'decline' });
  return isCorrection ? NO_QUESTIONS : { open: [], undone: only };
}
