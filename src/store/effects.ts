import { EffectView, type EffectState } from '../contracts/effect.js';
import type { JsonObject, JsonValue } from '../contracts/json.js';
import type { StepError } from '../contracts/plan.js';
import type { Database } from './database.js';
import { withIsoDates } from './runs.js';

export interface EffectIntent {
  key: string;
  runId: string;
  attempt: number;
  sessionId: string;
  userId: string;
  stepId: number;
  tool: string;
  args: JsonObject;
}

export interface KnownEffect {
  state: EffectState;
  result: JsonValue | null;
  error: StepError | null;
}

/**
 * Commits the intent of a write, or gives what is already known of it; undefined where the run is no longer ours, so
 * nothing may be done.
 */
export async function recordIntent(db: Database, intent: EffectIntent): Promise<KnownEffect | undefined> {
  const { rows } = await db.query<KnownEffect>({
    name: 'effect-intent',
    text: `insert into effects (key, run_id, session_id, user_id, step_no, tool, args, state)
           select $1, $2, $3, $4, $5, $6, $7, 'intent' from
             (select 1 from runs where id = $2 and attempt = $8 and status = 'running' for share) as live
           on conflict (key) do update set updated_at = now()
           returning state, result, error`,
    values: [
      intent.key,
      intent.runId,
      intent.sessionId,
      intent.userId,
      intent.stepId,
      intent.tool,
      JSON.stringify(intent.args),
      intent.attempt,
    ],
  });
  return rows[0];
}

/** The same for a write that a person asked for outside any run: there is no attempt to hold it to, but a `worker`. */
export async function recordActionIntent(
  db: Database,
  intent: EffectIntent,
  worker: string,
): Promise<KnownEffect | undefined> {
  const { rows } = await db.query<KnownEffect>(
    `insert into effects (key, run_id, session_id, user_id, step_no, tool, args, state, worker)
     values ($1, $2, $3, $4, $5, $6, $7, 'intent', $8)
     on conflict (key) do update set updated_at = now() returning state, result, error`,
    [
      intent.key,
      intent.runId,
      intent.sessionId,
      intent.userId,
      intent.stepId,
      intent.tool,
      JSON.stringify(intent.args),
      worker,
    ],
  );
  return rows[0];
}

/**
 * Notes that the call is about to leave: from here on its outcome may be unknown. False where it may not leave: it has left
 * before and may not `again`, or it has been settled.
 */
export async function markSent(db: Database, key: string, again: boolean): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'effect-sent',
    text: `update effects set state = 'sent', updated_at = now()
           where key = $1 and (state = 'intent' or $2::boolean and state in ('sent', 'unknown'))`,
    values: [key, again],
  });
  return rowCount === 1;
}

/** Settles a write that was carried out, and puts it on the bus with it. Not fenced: what happened, happened. */
export async function markDone(
  db: Database,
  done: { key: string; result: JsonValue; eventId: string; busPayload: JsonObject },
): Promise<void> {
  await db.query({
    name: 'effect-done',
    text: `with settled as (
             update effects set state = 'done', result = $2, error = null, updated_at = now()
             where key = $1 and state <> 'done' returning key
           )
           insert into outbox (event_id, event, payload) select $3, 'copilot.action.executed', $4 from settled`,
    values: [done.key, JSON.stringify(done.result), done.eventId, JSON.stringify(done.busPayload)],
  });
}

/** Settles a write that did not happen (`failed`), or of which nobody can say (`unknown`). */
export async function markNotDone(
  db: Database,
  end: { key: string; state: 'failed' | 'unknown'; error: StepError },
): Promise<void> {
  await db.query({
    name: 'effect-not-done',
    text: `update effects set state = $2, error = $3, updated_at = now() where key = $1 and state <> 'done'`,
    values: [end.key, end.state, JSON.stringify(end.error)],
  });
}

/** A user's writes, newest first. */
export async function listEffects(
  db: Database,
  query: { userId: string; limit: number },
): Promise<EffectView[]> {
  const { rows } = await db.query<Record<string, unknown>>(
    `select key, run_id, session_id, tool, args, state, result, error, created_at, updated_at from effects
     where user_id = $1 order by created_at desc limit $2`,
    [query.userId, query.limit],
  );
  return rows.map((row) => EffectView.parse(withIsoDates(row)));
}
