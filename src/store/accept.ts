import type { StrategyBrief } from '../contracts/game-strategy.js';
import type { JsonObject } from '../contracts/json.js';
import type { Mode } from '../contracts/mode.js';
import type { Database } from './database.js';

export interface NewRun {
  runId: string;
  sessionId: string;
  userId: string;
  mode: Mode;
  message: string;
  truncated: boolean;
  messageId: string;
  /** Id of the bus event `copilot.task.created`. */
  eventId: string;
  /** The question whose answer this run carries out; null for a message. */
  approvalId: string | null;
  scopes: readonly string[];
  /** The W3C trace that the request belongs to. */
  traceparent: string | null;
  /** What policy found in the message, without the values; null where there is nothing to say. */
  findings: JsonObject | null;
  /** What the tokens in the message stand for. */
  privateValues: { token: string; value: string }[];
  /** A rehearsal: it leaves no message in the session and nothing for the bus. */
  dryRun: boolean;
  /** The strategist's question; null for what a person says. Such a run leaves no message and nothing for the bus either. */
  game: StrategyBrief | null;
}

// The session row is locked before the run gets its number, so numbers follow the order of acceptance within a session.
const ACCEPT = `
with session as (
  insert into sessions (id, user_id, mode, source) values ($2, $3, $4, $17)
  on conflict (id) do update set last_active_at = now()
    where sessions.user_id = excluded.user_id and sessions.mode = excluded.mode and sessions.source = excluded.source
  returning id
), run as (
  insert into runs (id, session_id, user_id, mode, message, truncated, approval_id, scopes, findings, traceparent, dry_run,
    game, status)
  select $1, session.id, $3, $4, $5, $8, $9, $10, $11, $14, $15, $16::json, 'queued' from session
  on conflict (id) do nothing
  returning id, session_id, accepted_no, dry_run or game is not null as leaves_nothing
), said as (
  insert into messages (id, session_id, run_id, turn_no, role, content)
  select $6, run.session_id, run.id, run.accepted_no, 'user', $5 from run where not run.leaves_nothing
), kept as (
  insert into private_values (session_id, token, value)
  select session.id, x.token, x.value from session, unnest($12::text[], $13::text[]) as x(token, value)
  on conflict do nothing
), announced as (
  insert into outbox (event_id, event, payload)
  select $7, 'copilot.task.created',
         json_build_object('run_id', $1::text, 'session_id', $2::text, 'user_id', $3::text, 'mode', $4::text)
  from run where not run.leaves_nothing
)
select accepted_no from run`;

/**
 * Commits a run with its session, its message and its bus event; false where the session is not this user's in this mode, or the
 * run is on record already.
 */
export async function insertAcceptedRun(db: Database, run: NewRun): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'accept-run',
    text: ACCEPT,
    values: [
      run.runId,
      run.sessionId,
      run.userId,
      run.mode,
      run.message,
      run.messageId,
      run.eventId,
      run.truncated,
      run.approvalId,
      run.scopes,
      run.findings === null ? null : JSON.stringify(run.findings),
      run.privateValues.map(({ token }) => token),
      run.privateValues.map(({ value }) => value),
      run.traceparent,
      run.dryRun,
      run.game === null ? null : JSON.stringify(run.game),
      run.game === null ? 'chat' : 'game',
    ],
  });
  return rowCount === 1;
}

/** Locks the session until the transaction ends and gives its unfinished turns, oldest first. */
export async function lockUnfinishedRuns(db: Database, sessionId: string): Promise<string[]> {
  await db.query('select 1 from sessions where id = $1 for update', [sessionId]);
  const { rows } = await db.query<{ id: string }>(
    `select id from runs where session_id = $1 and status in ('queued', 'running') and fork is null order by accepted_no`,
    [sessionId],
  );
  return rows.map((row) => row.id);
}
