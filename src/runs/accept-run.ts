import type pg from 'pg';
import { AppError } from '../core/errors.js';
import { uuidv7 } from '../core/ids.js';
import { protectInput } from '../policy/input-policy.js';
import { cleanMessage } from '../policy/text-policy.js';
import { insertAcceptedRun, lockUnfinishedRuns, type NewRun } from '../store/accept.js';
import { inTransaction, type Database } from '../store/database.js';
import { findSessionOwner } from '../store/sessions.js';
import { orUnavailable } from './or-unavailable.js';
import { ROLLBACK } from './run-abort.js';
import type { AcceptRequest } from './runs.js';

/** What a caller may do whom nothing narrows. */
export const ALL_SCOPES: readonly string[] = ['copilot.read', 'copilot.exec'];

export interface AcceptedRun {
  run: NewRun;
  /** The session's unfinished runs that must make way for this one, and why. */
  displaced: { runId: string; reason: string }[];
}

/** Commits a person's message as a run. Throws `AppError` where it cannot be accepted; nothing is written then. */
export async function acceptRun(
  pool: pg.Pool,
  request: AcceptRequest & { traceparent: string | null },
): Promise<AcceptedRun> {
  const { text, truncated } = cleanMessage(request.message);
  const sessionId = request.sessionId ?? uuidv7();
  const input = protectInput(text, sessionId);
  const run: NewRun = {
    runId: uuidv7(),
    sessionId,
    userId: request.userId,
    mode: request.mode,
    message: input.text,
    truncated,
    messageId: uuidv7(),
    eventId: uuidv7(),
    approvalId: null,
    // Where policy itself failed, nothing is done in the person's name.
    scopes: input.findings.failed ? ['copilot.read'] : (request.scopes ?? ALL_SCOPES),
    findings: input.findings.failed || input.findings.findings.length > 0 ? input.findings : null,
    privateValues: input.privateValues,
    traceparent: request.traceparent,
    dryRun: request.dryRun ?? false,
    game: null,
  };
  return { run, displaced: await orUnavailable(insert(pool, run, request.strategy ?? 'enqueue')) };
}

async function insert(
  pool: pg.Pool,
  run: NewRun,
  strategy: NonNullable<AcceptRequest['strategy']>,
): Promise<AcceptedRun['displaced']> {
  if (strategy === 'enqueue') {
    await insertOrRefuse(pool, run);
    return [];
  }
  return inTransaction(pool, async (db) => {
    const unfinished = await lockUnfinishedRuns(db, run.sessionId);
    if (strategy === 'reject' && unfinished.length > 0) {
      throw new AppError('session_busy', 'The last message of this session is still being worked on.');
    }
    await insertOrRefuse(db, run);
    const reason = strategy === 'rollback' ? ROLLBACK : 'interrupt';
    return unfinished.map((runId) => ({ runId, reason }));
  });
}

async function insertOrRefuse(db: Database, run: NewRun): Promise<void> {
  if (await insertAcceptedRun(db, run)) return;
  const owner = await findSessionOwner(db, run.sessionId);
  if (owner?.userId !== run.userId || owner.source !== 'chat')
    throw new AppError('not_found', 'There is no such session.');
  throw new AppError(
    'session_mode_mismatch',
    `This session is in ${owner.mode} mode; start a new one for ${run.mode}.`,
  );
}
