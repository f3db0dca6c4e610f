import type { Plan, PlanStep } from '../contracts/plan.js';
import type { RunEvent } from '../contracts/run-event.js';
import type { Database } from './database.js';

/** One event on its way into the record, with the right under which it is written. */
export interface EventRow {
  attempt: number;
  key: string;
  event: RunEvent;
  json: string;
}

// Rows are written only for runs whose attempt is still ours; the share lock keeps a claim from slipping in between.
// An event of this attempt that is there already was committed by a statement whose answer was lost.
const APPEND = `
with input as (
  select * from unnest($1::uuid[], $2::int[], $3::int[], $4::text[], $5::text[]) as x(run_id, attempt, seq, key, event)
), live as (
  select id, session_id from runs
  where (id, attempt) in (select run_id, attempt from input) and status = 'running' for share
), logged as (
  insert into run_events (run_id, seq, key, event)
  select input.run_id, input.seq, input.key, input.event::json from input join live on live.id = input.run_id
  on conflict (run_id, seq) do nothing
), planned as (
  insert into plan_steps (run_id, step_no, session_id, revision, tool, "desc", state, detail)
  select x.run_id, x.step_no, live.session_id, x.revision, x.tool, x.label, x.state, x.detail::json
  from unnest($6::uuid[], $7::int[], $8::int[], $9::text[], $10::text[], $11::text[], $12::text[])
    as x(run_id, step_no, revision, tool, label, state, detail) join live on live.id = x.run_id
  on conflict (run_id, step_no) do update set state = excluded.state
), called as (
  insert into tool_calls (run_id, step_no, session_id, tool, service, effect, args, state, result, error, duration_ms)
  select x.run_id, x.step_no, live.session_id, x.tool, x.service, x.effect, x.args::json, x.state, x.result::json,
         x.error::json, x.duration_ms
  from unnest($13::uuid[], $14::int[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[],
              $21::text[], $22::float8[])
    as x(run_id, step_no, tool, service, effect, args, state, result, error, duration_ms) join live on live.id = x.run_id
  on conflict (run_id, step_no) do update
    set state = excluded.state, result = excluded.result, error = excluded.error, duration_ms = excluded.duration_ms
)
select id from live`;

/**
 * Commits events, and the rows of `plan_steps` and `tool_calls` that follow from them, in one statement. Gives the ids of
 * the runs that were still ours; the events of any other run were not written.
 */
export async function appendEvents(db: Database, rows: EventRow[]): Promise<ReadonlySet<string>> {
  const values = [...eventColumns(rows), ...stepColumns(rows), ...callColumns(rows)];
  const result = await db.query<{ id: string }>({ name: 'append-events', text: APPEND, values });
  return new Set(result.rows.map((row) => row.id));
}

function eventColumns(rows: EventRow[]): unknown[][] {
  return [
    rows.map((row) => row.event.run_id),
    rows.map((row) => row.attempt),
    rows.map((row) => row.event.seq),
    rows.map((row) => row.key),
    rows.map((row) => row.json),
  ];
}

interface StepRow {
  runId: string;
  revision: number;
  step: Pick<PlanStep, 'id' | 'tool' | 'label' | 'state'>;
  detail: string;
}

/** The last state of every step that the events speak of: one statement may not touch a row twice. */
function stepColumns(rows: EventRow[]): unknown[][] {
  const latest = new Map<string, StepRow>();
  for (const { event } of rows) {
    if (event.type === 'plan.created' || event.type === 'plan.replanned')
      addPlan(latest, event.run_id, event.plan);
    else if (event.type === 'plan.step') {
      const key = `${event.run_id}:${event.step_id}`;
      const step = { id: event.step_id, tool: event.tool, label: event.label, state: event.state };
      const known = latest.get(key);
      latest.set(key, {
        runId: event.run_id,
        revision: known?.revision ?? 0,
        step,
        detail: known?.detail ?? '{}',
      });
    }
  }
  const steps = [...latest.values()];
  return [
    steps.map((row) => row.runId),
    steps.map((row) => row.step.id),
    steps.map((row) => row.revision),
    steps.map((row) => row.step.tool),
    steps.map((row) => row.step.label),
    steps.map((row) => row.step.state),
    steps.map((row) => row.detail),
  ];
}

function addPlan(latest: Map<string, StepRow>, runId: string, plan: Plan): void {
  for (const step of plan.steps) {
    const detail = JSON.stringify({ args: step.args, after: step.after });
    latest.set(`${runId}:${step.id}`, { runId, revision: plan.revision, step, detail });
  }
}

interface CallRow {
  runId: string;
  stepId: number;
  tool: string;
  service: string;
  effect: string;
  args: string;
  state: 'started' | 'done' | 'failed';
  result: string | null;
  error: string | null;
  durationMs: number | null;
}

function callColumns(rows: EventRow[]): unknown[][] {
  const latest = new Map<string, CallRow>();
  for (const { event } of rows) {
    const row = toCallRow(event);
    if (row === undefined) continue;
    const key = `${row.runId}:${row.stepId}`;
    const started = latest.get(key);
    latest.set(key, started === undefined ? row : { ...row, args: started.args, effect: started.effect });
  }
  const calls = [...latest.values()];
  return [
    calls.map((row) => row.runId),
    calls.map((row) => row.stepId),
    calls.map((row) => row.tool),
    calls.map((row) => row.service),
    calls.map((row) => row.effect),
    calls.map((row) => row.args),
    calls.map((row) => row.state),
    calls.map((row) => row.result),
    calls.map((row) => row.error),
    calls.map((row) => row.durationMs),
  ];
}

function toCallRow(event: RunEvent): CallRow | undefined {
  if (event.type !== 'tool.started' && event.type !== 'tool.finished' && event.type !== 'tool.failed')
    return undefined;
  const base = { runId: event.run_id, stepId: event.step_id, tool: event.tool, service: event.service };
  const blank = { effect: 'read', args: '{}', result: null, error: null, durationMs: null };
  if (event.type === 'tool.started') {
    return { ...base, ...blank, effect: event.effect, args: JSON.stringify(event.args), state: 'started' };
  }
  const ended = { ...base, ...blank, durationMs: event.duration_ms };
  if (event.type === 'tool.failed') return { ...ended, state: 'failed', error: JSON.stringify(event.error) };
  return { ...ended, state: 'done', result: JSON.stringify(event.result) };
}

/** A run's events after number `after`, in order. */
export async function listEvents(db: Database, runId: string, after: number): Promise<RunEvent[]> {
  const { rows } = await db.query<{ event: RunEvent }>({
    name: 'list-events',
    text: 'select event from run_events where run_id = $1 and seq > $2 order by seq',
    values: [runId, after],
  });
  return rows.map((row) => row.event);
}
