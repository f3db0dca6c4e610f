import type pg from 'pg';
import { listApprovals, withdrawApproval } from '../store/approvals.js';
import { trimCheckpoints } from '../store/checkpoint-saver.js';
import { finishRun } from '../store/finish.js';
import { listEvents } from '../store/run-events.js';
import { listCancelRequests, listQueuedRuns, releaseRun, requeueOrphans } from '../store/runs.js';
import { listRecentMessages } from '../store/sessions.js';
import { endLease, renewLease } from '../store/workers.js';
import type { ExecuteDeps } from './execute-run.js';
import type { Leftovers } from './leftover-effects.js';
import type { SuperviseDeps } from './supervise.js';

/** How many runs one look at the record takes into the queue. */
const QUEUE_BATCH = 500;

/** What a run reads and writes on the record between its claim and its end. */
export function runRecords(pool: pg.Pool, leftovers: Leftovers): ExecuteDeps['records'] {
  return {
    listEvents: (runId) => listEvents(pool, runId, 0),
    listMessagesBefore: ({ sessionId, turnNo, limit }) => listRecentMessages(pool, sessionId, limit, turnNo),
    trimCheckpoints: (sessionId, keep) => trimCheckpoints(pool, sessionId, keep),
    listOpenQuestions: (sessionId) => listApprovals(pool, { sessionId, pendingOnly: true }),
    withdrawQuestion: (id, run) => withdrawApproval(pool, id, run),
    finish: (end) => finishRun(pool, end),
    release: (run) => releaseRun(pool, run),
    settleEffects: leftovers.ofRun,
  };
}

/** What `worker` keeps on the record for itself, and looks for there that others have left. */
export function workerRecords(
  { pool, leaseMs, leftovers }: { pool: pg.Pool; leaseMs: number; leftovers: Leftovers },
  worker: string,
  lost: ReadonlySet<string>,
): SuperviseDeps['records'] {
  return {
    renewLease: () => renewLease(pool, worker, leaseMs),
    endLease: () => endLease(pool, worker),
    requeueOrphans: () => requeueOrphans(pool, { worker, lost: [...lost] }),
    settleEffects: leftovers.ofNobody,
    listQueued: () => listQueuedRuns(pool, QUEUE_BATCH),
    listCancelRequests: () => listCancelRequests(pool, worker),
  };
}
