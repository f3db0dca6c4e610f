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
  await onDatabase(databaseUrl, async (client) => {
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
  });
}

/** Puts conversations of one message on record, each older than the one before. */
export async function insertSessions(
  databaseUrl: string,
  { count, message }: { count: number; message: (at: number) => string },
): Promise<void> {
  const said = Array.from({ length: count }, (_, at) => message(at));
  await onDatabase(databaseUrl, async (client) => {
    await client.query(
      `insert into sessions (id, user_id, mode, last_active_at)
       select 'old-' || at, '1', 'support', now() - at * interval '1 hour' from generate_series(1, $1) as at`,
      [count],
    );
    await client.query(
      `insert into messages (id, session_id, role, content, turn_no)
       select gen_random_uuid(), 'old-' || at, 'user', text, 1
       from unnest($1::text[]) with ordinality as said (text, at)`,
      [said],
    );
  });
}

async function onDatabase(databaseUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
