import type { RunEvent } from '../contracts/run-event.js';
import type { RunView } from '../contracts/run.js';
import { AppError } from '../core/errors.js';
import { cancelUnstartedRun } from '../store/finish.js';
import { findRun } from '../store/run-views.js';
import { requestCancel } from '../store/runs.js';
import { eventKey } from './event-key.js';
import { ROLLBACK, RunAbort } from './run-abort.js';
import type { RunEngine, RunsDeps } from './run-engine.js';

export interface CancelRequest {
  runId: string;
  userId: string;
  reason: string;
}

/** Asks a run to stop; true where it had not ended yet. */
export async function cancelRun(deps: RunsDeps, engine: RunEngine, request: CancelRequest): Promise<boolean> {
  const { runId, userId, reason } = request;
  const status = await requestCancel(deps.pool, request);
  if (status === undefined) {
    await findOwnRun(deps, runId, userId);
    return false;
  }
  if (engine.controls.abort(runId, new RunAbort('cancelled', reason))) return true;
  if (status === 'queued') await cancelUnstarted(deps, engine, request);
  // A run that another process carries out, or that waits for another attempt, learns of it from its row.
  return true;
}

async function cancelUnstarted(
  deps: RunsDeps,
  engine: RunEngine,
  { runId, userId, reason }: CancelRequest,
): Promise<void> {
  const run = await findOwnRun(deps, runId, userId);
  const at = deps.clock.now().toISOString();
  const event: RunEvent = {
    seq: 1,
    run_id: runId,
    session_id: run.session_id,
    at,
    type: 'run.cancelled',
    reason,
  };
  const last = { key: eventKey(event), json: JSON.stringify(event), unsaid: reason === ROLLBACK };
  if (!(await cancelUnstartedRun(deps.pool, runId, last))) return;
  engine.queue.remove(runId);
  engine.feed.publish(runId, [event]);
  engine.feed.close(runId);
}

/** A run of this user; throws `not_found` for any other. */
export async function findOwnRun(deps: RunsDeps, runId: string, userId: string): Promise<RunView> {
  const run = await findRun(deps.pool, runId, userId);
  if (run === undefined) throw new AppError('not_found', 'There is no such run.');
  return run;
}
