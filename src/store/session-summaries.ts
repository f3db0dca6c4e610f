import type { Pool } from 'pg';
import type { ChatMessage } from '../contracts/chat.js';
import type { ConversationSummary } from '../contracts/conversation.js';
import { inTransaction, type Database } from './database.js';

/** A message of a finished turn. */
export interface TurnMessage extends ChatMessage {
  /** `accepted_no` of its run. */
  turn: string;
}

/** Where the summary of a session stands, and the oldest messages that it does not cover yet. */
export interface SummaryState {
  owner: string;
  summary: ConversationSummary | undefined;
  upto: string;
  rest: TurnMessage[];
  /** How often forgotten words were swept out of the owner's record. */
  sweeps: string;
}

const FINISHED = `turn_no in (select turn_no from messages where session_id = $1 and role = 'assistant')`;

/**
 * The summary of a session, and how many messages of finished turns came after what it covers; undefined where there is none. With
 * `before` as it was told to that turn: where the summary goes further by now, there is none.
 */
export async function findSummary(
  db: Database,
  sessionId: string,
  before?: number,
): Promise<(ConversationSummary & { after: number }) | undefined> {
  const { rows } = await db.query<ConversationSummary & { after: number }>({
    name: 'session-summary',
    text: `select text, messages,
             (select count(*)::int from messages
              where session_id = $1 and turn_no > s.upto and turn_no < coalesce($2, turn_no + 1) and ${FINISHED}) as after
           from session_summaries s where session_id = $1 and s.upto < coalesce($2, s.upto + 1)`,
    values: [sessionId, before ?? null],
  });
  return rows[0];
}

/** What there is to sum up in a session; undefined where there is no such session. */
export async function readSummaryState(
  db: Database,
  sessionId: string,
  limit: number,
): Promise<SummaryState | undefined> {
  const { rows } = await db.query<{
    owner: string;
    text: string | null;
    messages: number;
    upto: string;
    sweeps: string;
  }>(
    `select sessions.user_id as owner, s.text, coalesce(s.messages, 0) as messages, coalesce(s.upto, 0) as upto,
       coalesce(o.sweeps, 0) as sweeps
     from sessions left join session_summaries s on s.session_id = sessions.id
       left join memory_owners o on o.owner = sessions.user_id
     where sessions.id = $1`,
    [sessionId],
  );
  const [state] = rows;
  if (state === undefined) return undefined;
  const { owner, text, messages, upto, sweeps } = state;
  const rest = await db.query<TurnMessage>(
    `select role, content, turn_no as turn from messages where session_id = $1 and turn_no > $2 and ${FINISHED}
     order by turn_no, role = 'assistant' limit $3`,
    [sessionId, upto, limit],
  );
  return { owner, upto, sweeps, rest: rest.rows, summary: text === null ? undefined : { text, messages } };
}

/**
 * Puts the summary of a session in the place of the one that `state` was read with; false where another one has come, or words
 * were forgotten that it may hold.
 */
export function saveSummary(
  pool: Pool,
  sessionId: string,
  { state, next }: { state: SummaryState; next: ConversationSummary & { upto: string } },
): Promise<boolean> {
  return inTransaction(pool, async (db) => {
    // Locked, so that no words are swept out between the look and the write.
    const { rows } = await db.query<{ sweeps: string }>(
      `insert into memory_owners (owner, version) values ($1, gen_random_uuid())
       on conflict (owner) do update set sweeps = memory_owners.sweeps returning sweeps`,
      [state.owner],
    );
    if (rows[0]?.sweeps !== state.sweeps) return false;
    const { rowCount } = await db.query(
      `insert into session_summaries (session_id, text, upto, messages) values ($1, $2, $3, $4)
       on conflict (session_id) do update
         set text = excluded.text, upto = excluded.upto, messages = excluded.messages, updated_at = now()
         where session_summaries.upto = $5`,
      [sessionId, next.text, next.upto, next.messages, state.upto],
    );
    return rowCount === 1;
  });
}
