import type pg from 'pg';
import { z } from 'zod';
import { RunEvent } from '../../src/contracts/run-event.js';

/** All that can be seen of a session from outside, when it is over. */
export interface Story {
  sessionId: string;
  /** The events of each turn, as the client read them. */
  turns: RunEvent[][];
  record: SessionRecord;
  /** What the services did, by the sandbox's own ledger. */
  writes: { operation: string; replayed: number }[];
  /** What reached the bus, redeliveries included; undefined where there is no bus that outlives the process. */
  bus: { id: string; event: string }[] | undefined;
}

/** The session as the database holds it. */
export type SessionRecord = z.infer<typeof SessionRecord>;

const SessionRecord = z.object({
  runs: z.array(z.object({ status: z.string(), events: z.array(RunEvent) })),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  effects: z.array(z.object({ tool: z.string(), state: z.string() })),
  outbox: z.number(),
});

const RECORD = `
select
  (select coalesce(json_agg(json_build_object('status', status, 'events', (
      select coalesce(json_agg(event order by seq), '[]') from run_events where run_id = runs.id)) order by accepted_no), '[]')
    from runs where session_id = $1) as runs,
  (select coalesce(json_agg(json_build_object('role', role, 'content', content) order by turn_no, role desc), '[]')
    from messages where session_id = $1) as messages,
  (select coalesce(json_agg(json_build_object('tool', tool, 'state', state) order by created_at), '[]')
    from effects where session_id = $1) as effects,
  (select count(*)::int from outbox where payload ->> 'session_id' = $1) as outbox`;

export async function readRecord(pool: pg.Pool, sessionId: string): Promise<SessionRecord> {
  const { rows } = await pool.query<Record<string, unknown>>(RECORD, [sessionId]);
  return SessionRecord.parse(rows[0]);
}

/** The run that was accepted for the message number `turn` of a session, once there is one. */
export async function findRunOf(pool: pg.Pool, sessionId: string, turn: number): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    'select id from runs where session_id = $1 order by accepted_no offset $2 limit 1',
    [sessionId, turn],
  );
  return rows[0]?.id;
}
