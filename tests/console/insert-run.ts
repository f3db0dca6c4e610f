import pg from 'pg';
import type { RunEvent } from '../../src/contracts/run-event.js';

/** Puts a run that has ended on record, as if the service had carried it out. */
export async function insertRun(
  databaseUrl: string,
  {
    runId,
    sessionId,
    message,
    events,
  }: { runId: string; sessionId: string; message: string; events: RunEvent[] },
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`insert into sessions (id, user_id, mode) values ($1, '1', 'helm')`, [sessionId]);
    await client.query(
      `insert into runs (id, session_id, user_id, mode, message, status, attempt, started_at, finished_at)
       values ($1, $2, '1', 'helm', $3, 'done', 1, now(), now())`,
      [runId, sessionId, message],
    );
    await client.query(
      `insert into run_events (run_id, seq, key, event)
       select $1, (e->>'seq')::int, e->>'seq', e from json_array_elements($2::json) as e`,
      [runId, JSON.stringify(events)],
    );
  } finally {
    await client.end();
  }
}
