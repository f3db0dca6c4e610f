import { EffectView, type EffectState } from '../contracts/effect.js';
import type { JsonObject, JsonValue } from '../contracts/json.js';
import type { StepError } from '../contracts/plan.js';
import type { Database } from './database.js';
import { withIsoDates } from './iso-dates.js';

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
 * nothing may be done. A write beyond `cap` in 24 hours is not put on record and comes back as `failed`, however many are
 * made at once.
 */
export async function recordIntent(
  db: Database,
  intent: EffectIntent,
  cap?: number,
): Promise<KnownEffect | undefined> {
  const { rows } = await db.query<KnownEffect & { has_room: boolean }>({
    name: 'effect-intent',
    text: `with live as (select 1 from runs where id = $2 and attempt = $9 and status = 'running' for share),
             room as materialized (select effects_have_room($4, $6, $1, $8::int) as has_room from live),
             ${RECORDED}`,
    values: [...valuesOf(intent), cap ?? null, intent.attempt],
  });
  return toKnown(rows[0]);
}

/** The same for a write that a person asked for outside any run: there is no attempt to hold it to, but a `worker`. */
export async function recordActionIntent(
  db: Database,
  intent: EffectIntent,
  { worker, cap }: { worker: string; cap?: number | undefined },
): Promise<KnownEffect | undefined> {
  const { rows } = await db.query<KnownEffect & { has_room: boolean }>(
    `with room as materialized (select effects_have_room($4, $6, $1, $8::int) as has_room),
       ${RECORDED.replace('null::uuid', '$9::uuid')}`,
    [...valuesOf(intent), cap ?? null, worker],
  );
  return toKnown(rows[0]);
}

const RECORDED = `put as (
    insert into effects (key, run_id, session_id, user_id, step_no, tool, args, state, worker)
    select $1, $2, $3, $4, $5, $6, $7, 'intent', null::uuid from room where has_room
    on conflict (key) do update set updated_at = now()
    returning state, result, error
  )
  select state, result, error, true as has_room from put
  union all select null, null, null, false from room where not has_room`;

function valuesOf(intent: EffectIntent): unknown[] {
  const { key, runId, sessionId, userId, stepId, tool, args } = intent;
  return [key, runId, sessionId, userId, stepId, tool, JSON.stringify(args)];
}

function toKnown(row: (KnownEffect & { has_room: boolean }) | undefined): KnownEffect | undefined {
  if (row === undefined) return undefined;
  const { state, result, error, has_room: hasRoom } = row;
  return hasRoom ? { state, result, error } : { state: 'failed', result: null, error: OVER_CAP };
}

const OVER_CAP: StepError = {
  code: 'forbidden',
  message: 'That was done as often as it may be in 24 hours. Please try again later.',
};

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
