import { ForkRecord } from '../contracts/fork.js';
import type { JsonObject } from '../contracts/json.js';
import { Mode } from '../contracts/mode.js';
import type { Database } from './database.js';

/** A run that this process has the right to carry out, until another one claims it. */
export interface ClaimedRun {
  runId: string;
  sessionId: string;
  userId: string;
  mode: Mode;
  message: string;
  truncated: boolean;
  /** Fencing token: every write of the run names it. */
  attempt: number;
  /** Why someone asked it to stop before it was taken up, where they did. */
  cancelReason: string | null;
  /** Where the session stood after its last good run. */
  checkpointId: string | null;
  /** The answer to a question that this run carries out, and where the graph waits for it; null for a message. */
  answer: ClaimedAnswer | null;
  /** What the caller may do. */
  scopes: readonly string[];
  /** What policy found in the message (`InputFindings`), without the values. */
  findings: unknown;
  /** The W3C trace that the run was accepted with. */
  traceparent: string | null;
  /** A rehearsal: nothing is written, nobody is asked, nothing is left in the session. */
  dryRun: boolean;
  /** What the strategist is asked (`StrategyBrief`, as it was when it was written); null for what a person says. */
  game: JsonObject | null;
  /** Which run it forks, and how it differs; null for a run of its own. */
  fork: ForkRecord | null;
}

export interface ClaimedAnswer {
  approvalId: string;
  decision: 'approve' | 'decline';
  checkpointId: string;
  /** What the person changed the arguments to, where they did. */
  args: JsonObject | null;
}

interface ClaimRow {
  id: string;
  session_id: string;
  user_id: string;
  mode: string;
  message: string;
  truncated: boolean;
  attempt: number;
  cancel_reason: string | null;
  checkpoint_id: string | null;
  approval_id: string | null;
  scopes: string[];
  findings: unknown;
  traceparent: string | null;
  dry_run: boolean;
  game: JsonObject | null;
  fork: unknown;
  answer: 'approved' | 'declined' | 'pending' | null;
  asked_at: string | null;
  answer_args: JsonObject | null;
}

const CLAIM = `
with claimed as (
  update runs set status = 'running', worker = $2, attempt = attempt + 1, started_at = coalesce(started_at, now())
  where id = $1 and status = 'queued' and (fork is not null or not exists (
    select 1 from runs earlier
    where earlier.session_id = runs.session_id and earlier.status in ('queued', 'running')
      and earlier.accepted_no < runs.accepted_no and earlier.fork is null
  ))
  returning id, session_id, user_id, mode, message, truncated, attempt, cancel_reason, approval_id, scopes, findings,
    traceparent, dry_run, game, fork
)
select claimed.*, sessions.checkpoint_id, approvals.status as answer, approvals.checkpoint_id as asked_at,
  case when approvals.edited then approvals.args end as answer_args
from claimed join sessions on sessions.id = claimed.session_id left join approvals on approvals.id = claimed.approval_id`;

const UNIQUE_VIOLATION = '23505';

/** Takes a queued run up for `worker`; undefined where it is not its turn, or someone else was faster. */
export async function claimRun(db: Database, runId: string, worker: string): Promise<ClaimedRun | undefined> {
  try {
    const { rows } = await db.query<ClaimRow>({ name: 'claim-run', text: CLAIM, values: [runId, worker] });
    return rows[0] === undefined ? undefined : toClaimed(rows[0]);
  } catch (error) {
    // Another run of the session became `running` between our look and our write.
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return undefined;
    throw error;
  }
}

function toClaimed(row: ClaimRow): ClaimedRun {
  return {
    runId: row.id,
    sessionId: row.session_id,
    userId: row.user_id,
    mode: Mode.parse(row.mode),
    message: row.message,
    truncated: row.truncated,
    attempt: row.attempt,
    cancelReason: row.cancel_reason,
    checkpointId: row.checkpoint_id,
    answer: toAnswer(row),
    scopes: row.scopes,
    findings: row.findings,
    traceparent: row.traceparent,
    dryRun: row.dry_run,
    game: row.game,
    fork: row.fork === null ? null : ForkRecord.parse(row.fork),
  };
}

function toAnswer(row: ClaimRow): ClaimedAnswer | null {
  if (row.approval_id === null || row.asked_at === null) return null;
  const decision = row.answer === 'approved' ? 'approve' : 'decline';
  return { approvalId: row.approval_id, decision, checkpointId: row.asked_at, args: row.answer_args };
}

/** Puts a running run back in the queue, for another worker or a later start of this one. */
export async function releaseRun(db: Database, run: { runId: string; attempt: number }): Promise<void> {
  await db.query(
    `update runs set status = 'queued', worker = null where id = $1 and attempt = $2 and status = 'running'`,
    [run.runId, run.attempt],
  );
}

/**
 * Puts the runs of dead workers back in the queue, and those that `worker`, though alive, does not carry out (`lost`);
 * gives how many.
 */
export async function requeueOrphans(
  db: Database,
  { worker, lost }: { worker: string; lost: string[] },
): Promise<number> {
  const { rowCount } = await db.query({
    name: 'requeue-orphans',
    text: `update runs set status = 'queued', worker = null where id in (
             select id from runs where status = 'running' and ((worker = $1 and id = any($2::uuid[])) or not exists (
               select 1 from workers where workers.id = runs.worker and workers.lease_until > now()))
             for update skip locked)`,
    values: [worker, lost],
  });
  return rowCount ?? 0;
}

/** The oldest queued runs, with their sessions; a fork stands in no line but its own. */
export async function listQueuedRuns(
  db: Database,
  limit: number,
): Promise<{ runId: string; sessionId: string }[]> {
  const { rows } = await db.query<{ id: string; session_id: string }>({
    name: 'list-queued',
    text: `select id, case when fork is null then session_id else id::text end as session_id from runs
           where status = 'queued' order by accepted_no limit $1`,
    values: [limit],
  });
  return rows.map((row) => ({ runId: row.id, sessionId: row.session_id }));
}

/** Notes that a run should stop; gives its status, or undefined where it had ended or is not the user's. */
export async function requestCancel(
  db: Database,
  request: { runId: string; userId: string; reason: string },
): Promise<'queued' | 'running' | undefined> {
  const { rows } = await db.query<{ status: 'queued' | 'running' }>(
    `update runs set cancel_reason = $3 where id = $1 and user_id = $2 and status in ('queued', 'running') returning status`,
    [request.runId, request.userId, request.reason],
  );
  return rows[0]?.status;
}

/** The runs of `worker` that someone asked to stop. */
export async function listCancelRequests(
  db: Database,
  worker: string,
): Promise<{ runId: string; reason: string }[]> {
  const { rows } = await db.query<{ id: string; cancel_reason: string }>({
    name: 'list-cancels',
    text: `select id, cancel_reason from runs where status = 'running' and worker = $1 and cancel_reason is not null`,
    values: [worker],
  });
  return rows.map((row) => ({ runId: row.id, reason: row.cancel_reason }));
}
