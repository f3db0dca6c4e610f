import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** Puts the record of a run back to where it was when event `seq` was the last one committed, as a process that died left it. */
export async function dieAfter(
  pool: pg.Pool,
  run: { runId: string; sessionId: string },
  seq: number,
): Promise<void> {
  await pool.query('delete from run_events where run_id = $1 and seq > $2', [run.runId, seq]);
  await pool.query('delete from messages where run_id = $1 and role = $2', [run.runId, 'assistant']);
  await pool.query('update sessions set checkpoint_id = null where id = $1', [run.sessionId]);
  await pool.query(
    `update runs set status = 'running', worker = $2, attempt = 1, reply = null, finished_at = null where id = $1`,
    [run.runId, randomUUID()],
  );
}
