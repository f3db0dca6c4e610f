import type pg from 'pg';
import type { Approval, ApprovalAnswer } from '../contracts/approval.js';
import { JsonObject } from '../contracts/json.js';
import { AppError, ToolError } from '../core/errors.js';
import { hashOf, uuidv7 } from '../core/ids.js';
import { toolVersion } from '../policy/approval-policy.js';
import { checkToolCall } from '../policy/tool-policy.js';
import type { ServiceTool } from '../services/service-tool.js';
import { ALL_SCOPES } from './accept-run.js';
import { protectEdits } from './protect-edits.js';
import { insertAcceptedRun, type NewRun } from '../store/accept.js';
import { lockApproval, markAnswered, type ApprovalRow } from '../store/approvals.js';
import { inTransaction } from '../store/database.js';
import { lockSession } from '../store/sessions.js';
import { Mode } from '../contracts/mode.js';

export interface AnswerRequest {
  approvalId: string;
  sessionId: string;
  userId: string;
  answer: ApprovalAnswer;
  /** What the person wrote, where they answered in words. */
  said?: string;
}

type TracedAnswer = AnswerRequest & { traceparent: string | null };

export interface AnsweredRun {
  run: NewRun;
  approval: Approval;
}

/**
 * Takes a person's answer and commits the run that carries it out, both or neither. Throws `AppError` where the question is
 * not theirs (`not_found`), was answered, has expired, or is not the same any more (`approval_*`).
 */
export async function answerApproval(
  pool: pg.Pool,
  request: TracedAnswer,
  toolsOf: (mode: Mode) => ReadonlyMap<string, ServiceTool>,
): Promise<AnsweredRun> {
  return inTransaction(pool, async (db) => {
    // The session first, as acceptance and settling do: they never wait for each other in a circle.
    const owner = await lockSession(db, request.sessionId);
    const approval = await lockApproval(db, request.approvalId);
    assertAnswerable(approval, request, owner?.userId);
    const mode = Mode.parse(owner?.mode);
    const { args, edited, privateValues } = applyEdits(approval, request.answer, toolsOf(mode));
    const run: NewRun = { ...runOf(approval, request, mode), privateValues };
    if (!(await insertAcceptedRun(db, run))) throw notFound();
    const status = request.answer.decision === 'approve' ? 'approved' : 'declined';
    const id = approval.approval_id;
    await markAnswered(db, { id, status, runId: run.runId, args, argsHash: hashOf(args), edited });
    return { run, approval: { ...publicView(approval), status, args } };
  });
}

function assertAnswerable(
  approval: ApprovalRow | undefined,
  request: AnswerRequest,
  ownerId: string | undefined,
): asserts approval is ApprovalRow {
  const theirs = ownerId === request.userId && approval?.userId === request.userId;
  if (approval === undefined || !theirs || approval.session_id !== request.sessionId) throw notFound();
  if (approval.status === 'expired')
    throw new AppError('approval_expired', 'This question has expired; please ask again.');
  if (approval.status !== 'pending')
    throw new AppError('approval_answered', 'This question was already answered.');
  if (approval.checkpointId === null) {
    throw new AppError('approval_stale', 'This question is still being asked; please answer it in a moment.');
  }
}

function applyEdits(
  approval: ApprovalRow,
  answer: ApprovalAnswer,
  tools: ReadonlyMap<string, ServiceTool>,
): { args: JsonObject; edited: boolean; privateValues: NewRun['privateValues'] } {
  const tool = tools.get(approval.tool);
  if (tool === undefined || toolVersion(tool) !== approval.toolVersion) {
    throw new AppError(
      'approval_stale',
      'What would be done has changed since you were asked; please ask again.',
    );
  }
  if (answer.edits === undefined || answer.decision === 'decline')
    return { args: approval.args, edited: false, privateValues: [] };
  try {
    const { value, privateValues } = protectEdits(answer.edits, approval.session_id);
    const { args } = checkToolCall({ tool: approval.tool, args: { ...approval.args, ...value } }, tools);
    return { args, edited: true, privateValues };
  } catch (error) {
    if (error instanceof ToolError) throw new AppError('invalid_field', error.message);
    throw error;
  }
}

function runOf(approval: ApprovalRow, request: TracedAnswer, mode: Mode): NewRun {
  const word = request.answer.decision === 'approve' ? 'Yes' : 'No';
  return {
    runId: uuidv7(),
    sessionId: approval.session_id,
    userId: approval.userId,
    mode,
    message: request.said ?? `${word}: ${approval.title}`,
    truncated: false,
    messageId: uuidv7(),
    eventId: uuidv7(),
    approvalId: approval.approval_id,
    scopes: ALL_SCOPES,
    findings: null,
    privateValues: [],
    traceparent: request.traceparent,
    dryRun: false,
    game: null,
  };
}

function publicView({
  userId: _u,
  toolVersion: _v,
  argsHash: _h,
  checkpointId: _c,
  usedKey: _k,
  ...view
}: ApprovalRow): Approval {
  return view;
}

function notFound(): AppError {
  return new AppError('not_found', 'There is no such question.');
}
