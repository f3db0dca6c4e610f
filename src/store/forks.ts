import { z } from 'zod';
import type { ForkRecord } from '../contracts/fork.js';
import { JsonObject } from '../contracts/json.js';
import { Mode } from '../contracts/mode.js';
import { ForkSummary, RunStatus } from '../contracts/run.js';
import type { Database } from './database.js';
import { withIsoDates } from './iso-dates.js';

/** A run as it is looked at before it is forked. */
const ForkParent = z.object({
  session_id: z.string(),
  mode: Mode,
  message: z.string(),
  truncated: z.boolean(),
  status: RunStatus,
  scopes: z.array(z.string()),
  findings: JsonObject.nullable(),
  is_answer: z.boolean(),
  is_game: z.boolean(),
  turn_no: z.number(),
});
export type ForkParent = z.infer<typeof ForkParent>;

/** A run of this user, or undefined. */
export async function findForkParent(
  db: Database,
  runId: string,
  userId: string,
): Promise<ForkParent | undefined> {
  const { rows } = await db.query<Record<string, unknown>>(
    `select session_id, mode, message, truncated, status, scopes, findings, approval_id is not null as is_answer,
       game is not null as is_game, coalesce((fork->>'turn_no')::float8, accepted_no::float8) as turn_no
     from runs where id = $1 and user_id = $2`,
    [runId, userId],
  );
  return rows[0] === undefined ? undefined : ForkParent.parse(rows[0]);
}

export interface NewFork {
  runId: string;
  sessionId: string;
  userId: string;
  mode: Mode;
  message: string;
  truncated: boolean;
  scopes: readonly string[];
  findings: JsonObject | null;
  privateValues: { token: string; value: string }[];
  traceparent: string | null;
  fork: ForkRecord;
}

/** Commits a fork. It leaves its session as it was: no message, no bus event, not even a later time of use. */
export async function insertFork(db: Database, run: NewFork): Promise<void> {
  await db.query(
    `with run as (
       insert into runs (id, session_id, user_id, mode, message, truncated, scopes, findings, traceparent, dry_run, fork, status)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, true, $10::json, 'queued') returning session_id
     )
     insert into private_values (session_id, token, value)
     select run.session_id, x.token, x.value from run, unnest($11::text[], $12::text[]) as x(token, value)
     on conflict do nothing`,
    [
      run.runId,
      run.sessionId,
      run.userId,
      run.mode,
      run.message,
      run.truncated,
      run.scopes,
      run.findings === null ? null : JSON.stringify(run.findings),
      run.traceparent,
      JSON.stringify(run.fork),
      run.privateValues.map(({ token }) => token),
      run.privateValues.map(({ value }) => value),
    ],
  );
}

/** The forks of a user's run, newest first. */
export async function listForks(db: Database, runId: string, userId: string): Promise<ForkSummary[]> {
  const { rows } = await db.query<Record<string, unknown>>(
    `select id as run_id, (fork->>'at')::int as at, fork->'edit' as edit, status, created_at from runs
     where fork->>'run_id' = $1 and user_id = $2 order by accepted_no desc limit 100`,
    [runId, userId],
  );
  return rows.map((row) => ForkSummary.parse(withIsoDates(row)));
}
