import type { Reply } from '../contracts/chat.js';
import type { NewMemory } from '../contracts/memory.js';
import type { Database } from './database.js';
import { rememberClauses, rememberValues } from './remember.js';
import type { OutboxEvent } from './outbox.js';

export interface RunEnd {
  runId: string;
  attempt: number;
  status: 'done' | 'failed' | 'cancelled';
  reply: Reply | null;
  /** What the session's transcript shows as the answer; null where there is none. */
  answer: string | null;
  /** True: the run's messages leave the session; the run, its events and its effects stay on record. */
  unsaid?: boolean;
  error: { code: string; message: string } | null;
  messageId: string;
  busEvents: OutboxEvent[];
  /** What is worth keeping of it. */
  memories?: readonly NewMemory[];
  /** The run's terminal event, already numbered. */
  last: { seq: number; key: string; event: string };
}

// One statement: a run is never seen ended without its last event, its answer and its bus event, nor the reverse.
const ENDED = `
with ended as (
  update runs set status = $3, reply = $4, error = $5, finished_at = now(), worker = null
  where id = $1 and attempt = $2 and status = 'running'
  returning id, session_id, user_id, accepted_no, checkpoint_id, fork
), logged as (
  insert into run_events (run_id, seq, key, event) select id, $6, $7, $8::json from ended
), answered as (
  insert into messages (id, session_id, run_id, turn_no, role, content, meta)
  select $9, session_id, id, accepted_no, 'assistant', $10, $4 from ended where $10::text is not null
), unsaid as (
  delete from messages using ended where messages.run_id = ended.id and $14::boolean
), moved as (
  update sessions set last_active_at = now(),
    checkpoint_id = case when $3 = 'done' then coalesce(ended.checkpoint_id, sessions.checkpoint_id) else sessions.checkpoint_id end
  from ended where sessions.id = ended.session_id and ended.fork is null
), waits as (
  update approvals set checkpoint_id = ended.checkpoint_id from ended
  where approvals.run_id = ended.id and approvals.used_key is null and $3 = 'done'
), announced as (
  insert into outbox (event_id, event, payload)
  select x.event_id, x.event, x.payload::json
  from ended, unnest($11::uuid[], $12::text[], $13::text[]) with ordinality as x(event_id, event, payload, position)
  order by x.position
)`;
const FINISH = `${ENDED} select id from ended`;
// Most turns hold nothing to remember, and pay nothing for it.
const FINISH_AND_REMEMBER = `${ENDED}, about as (
  select user_id as owner, id as run_id, session_id, accepted_no from ended
), ${rememberClauses(15)} select id from ended`;

/** Ends a run; false where another attempt has taken it over (nothing is written then). */
export async function finishRun(db: Database, end: RunEnd): Promise<boolean> {
  const reply = end.reply === null ? null : JSON.stringify(end.reply);
  const memories = end.memories ?? [];
  const statement =
    memories.length === 0
      ? { name: 'finish-run', text: FINISH }
      : { name: 'finish-run-and-remember', text: FINISH_AND_REMEMBER };
  const { rowCount } = await db.query({
    ...statement,
    values: [
      end.runId,
      end.attempt,
      end.status,
      reply,
      end.error === null ? null : JSON.stringify(end.error),
      end.last.seq,
      end.last.key,
      end.last.event,
      end.messageId,
      end.answer,
      end.busEvents.map((event) => event.eventId),
      end.busEvents.map((event) => event.event),
      end.busEvents.map((event) => JSON.stringify(event.payload)),
      end.unsaid ?? false,
      ...(memories.length === 0 ? [] : rememberValues(memories)),
    ],
  });
  return rowCount === 1;
}

/** Ends a run that no process has taken up yet; false where one has. `event` is its first and last. */
export async function cancelUnstartedRun(
  db: Database,
  runId: string,
  event: { key: string; json: string; unsaid: boolean },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `with ended as (
       update runs set status = 'cancelled', finished_at = now()
       where id = $1 and status = 'queued' and attempt = 0 returning id
     ), logged as (
       insert into run_events (run_id, seq, key, event) select id, 1, $2, $3::json from ended
     ), unsaid as (
       delete from messages using ended where messages.run_id = ended.id and $4::boolean
     )
     select id from ended`,
    [runId, event.key, event.json, event.unsaid],
  );
  return rowCount === 1;
}
