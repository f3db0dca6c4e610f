import { Approval } from '../contracts/approval.js';
import type { JsonObject } from '../contracts/json.js';
import type { Database } from './database.js';
import { withIsoDates } from './iso-dates.js';

export interface NewApproval {
  id: string;
  sessionId: string;
  userId: string;
  runId: string;
  /** Fencing token of the run that asks. */
  attempt: number;
  stepId: number;
  tool: string;
  toolVersion: string;
  args: JsonObject;
  argsHash: string;
  amount: Approval['amount'];
  title: string;
  details: Approval['details'];
  ttlMs: number;
}

const VIEW = `id as approval_id, session_id, run_id, step_no as step_id, tool, request ->> 'title' as title,
  request -> 'details' as details, amount, args, expires_at,
  case when status = 'pending' and expires_at <= now() then 'expired' else status end as status`;

/** Puts a question on record, once per step of a run; gives what stands, or undefined where the run is no longer ours. */
export async function insertApproval(db: Database, approval: NewApproval): Promise<Approval | undefined> {
  const { rows } = await db.query<Record<string, unknown>>(
    `insert into approvals (id, session_id, user_id, run_id, step_no, tool, tool_version, args, args_hash, amount, request,
                            status, expires_at)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'pending', now() + $12 * interval '1 millisecond' from
       (select 1 from runs where id = $4 and attempt = $13 and status = 'running' for share) as live
     on conflict (run_id, step_no) do update set tool = excluded.tool
     returning ${VIEW}`,
    [
      approval.id,
      approval.sessionId,
      approval.userId,
      approval.runId,
      approval.stepId,
      approval.tool,
      approval.toolVersion,
      JSON.stringify(approval.args),
      approval.argsHash,
      approval.amount === null ? null : JSON.stringify(approval.amount),
      JSON.stringify({ title: approval.title, details: approval.details }),
      approval.ttlMs,
      approval.attempt,
    ],
  );
  return rows[0] === undefined ? undefined : toView(rows[0]);
}

/**
 * Carries a question that is still open over to the run that asks it again; undefined where it was used or has expired, or
 * where what would be done is not the same any more.
 */
export async function rebindApproval(
  db: Database,
  again: { id: string; runId: string; argsHash: string },
): Promise<Approval | undefined> {
  const { rows } = await db.query<Record<string, unknown>>(
    `update approvals set run_id = $2 where id = $1 and args_hash = $3 and used_key is null
       and (status <> 'pending' or expires_at > now()) returning ${VIEW}`,
    [again.id, again.runId, again.argsHash],
  );
  return rows[0] === undefined ? undefined : toView(rows[0]);
}

/** A session's questions, oldest first; only those that wait for an answer where `pendingOnly`. */
export async function listApprovals(
  db: Database,
  query: { sessionId: string; pendingOnly: boolean },
): Promise<Approval[]> {
  const { rows } = await db.query<Record<string, unknown>>({
    name: query.pendingOnly ? 'approvals-pending' : 'approvals-all',
    text: `select ${VIEW} from approvals where session_id = $1
           ${query.pendingOnly ? `and status = 'pending' and expires_at > now() and checkpoint_id is not null` : ''}
           order by created_at, run_id, step_no limit 100`,
    values: [query.sessionId],
  });
  return rows.map(toView);
}

export interface ApprovalRow extends Approval {
  userId: string;
  toolVersion: string;
  argsHash: string;
  checkpointId: string | null;
  usedKey: string | null;
}

/** One question with what it is bound to, locked until the transaction ends. */
export async function lockApproval(db: Database, id: string): Promise<ApprovalRow | undefined> {
  return toRow(
    await db.query<Record<string, unknown>>(`select *, ${VIEW} from approvals where id = $1 for update`, [
      id,
    ]),
  );
}

/** The answered question that a step of a session rests on. */
export async function findApproval(db: Database, id: string): Promise<ApprovalRow | undefined> {
  return toRow(
    await db.query<Record<string, unknown>>(`select *, ${VIEW} from approvals where id = $1`, [id]),
  );
}

function toRow({ rows }: { rows: Record<string, unknown>[] }): ApprovalRow | undefined {
  const [row] = rows;
  if (row === undefined) return undefined;
  const text = (name: string): string => String(row[name]);
  return {
    ...toView(row),
    userId: text('user_id'),
    toolVersion: text('tool_version'),
    argsHash: text('args_hash'),
    checkpointId: row['checkpoint_id'] === null ? null : text('checkpoint_id'),
    usedKey: row['used_key'] === null ? null : text('used_key'),
  };
}

export interface AnsweredApproval {
  id: string;
  status: 'approved' | 'declined';
  /** The run that carries the answer out. */
  runId: string;
  args: JsonObject;
  argsHash: string;
  edited: boolean;
}

export async function markAnswered(db: Database, answer: AnsweredApproval): Promise<void> {
  await db.query(
    `update approvals set status = $2, answered_at = now(), answer_run_id = $3, args = $4, args_hash = $5, edited = $6
     where id = $1`,
    [answer.id, answer.status, answer.runId, JSON.stringify(answer.args), answer.argsHash, answer.edited],
  );
}

/** Ends a question that still waits with the no of a live run; false where there is none that waits. */
export async function withdrawApproval(
  db: Database,
  id: string,
  run: { runId: string; attempt: number },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update approvals set status = 'declined', answered_at = now(), answer_run_id = $2
     where id = $1 and status = 'pending'
       and exists (select 1 from runs where id = $2 and attempt = $3 and status = 'running')`,
    [id, run.runId, run.attempt],
  );
  return rowCount === 1;
}

/** Uses an approved question up for the write with this key; false where it was used for another. */
export async function useApproval(db: Database, id: string, key: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update approvals set used_key = $2 where id = $1 and status = 'approved' and (used_key is null or used_key = $2)`,
    [id, key],
  );
  return rowCount === 1;
}

function toView(row: Record<string, unknown>): Approval {
  return Approval.parse(withIsoDates(row));
}
