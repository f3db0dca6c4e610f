import { MessageView, SessionView } from '../contracts/run.js';
import type { ChatMessage, Reply } from '../contracts/chat.js';
import type { Database } from './database.js';
import { withIsoDates } from './iso-dates.js';

export interface SessionOwner {
  userId: string;
  mode: string;
  /** `chat`, or `game` where the Player ASI talks to itself about a match. */
  source: string;
}

export async function findSessionOwner(db: Database, sessionId: string): Promise<SessionOwner | undefined> {
  const { rows } = await db.query<{ user_id: string; mode: string; source: string }>(
    'select user_id, mode, source from sessions where id = $1',
    [sessionId],
  );
  return rows[0] === undefined ? undefined : toOwner(rows[0]);
}

function toOwner({ user_id, mode, source }: { user_id: string; mode: string; source: string }): SessionOwner {
  return { userId: user_id, mode, source };
}

/** The same, with the session locked until the transaction ends: no run of it is accepted or settled meanwhile. */
export async function lockSession(db: Database, sessionId: string): Promise<SessionOwner | undefined> {
  const { rows } = await db.query<{ user_id: string; mode: string; source: string }>(
    'select user_id, mode, source from sessions where id = $1 for update',
    [sessionId],
  );
  return rows[0] === undefined ? undefined : toOwner(rows[0]);
}

/** The whole of a short first message; a longer one is cut, though not within a word, for one could be a token: those are short. */
const TITLE = `(select case when length(content) <= 120 then content
                            when left(content, 120) ~ '\\s' then regexp_replace(left(content, 120), '\\S*$', '') || '…'
                            else left(content, 120) || '…' end
                from messages where session_id = sessions.id and role = 'user' order by turn_no limit 1)`;

/** A word that is sought is in the mode, the id, or anything that was said. */
const HAS_ALL_WORDS = `not exists (select from unnest($4::text[]) as sought (word)
  where strpos(lower(mode || ' ' || sessions.id), lower(word)) = 0
    and not exists (select from messages where session_id = sessions.id and strpos(lower(content), lower(word)) > 0))`;

/**
 * A user's sessions, last used first; `before` is the id of the last session of the page before. With `sought`, those that have
 * all of its words, in any case. Private values are not found: what was said is kept with tokens in their place.
 */
export async function listSessions(
  db: Database,
  query: { userId: string; limit: number; before?: string; sought?: string },
): Promise<SessionView[]> {
  const words = query.sought?.split(/\s+/).filter((word) => word !== '') ?? [];
  const { rows } = await db.query<Record<string, unknown>>(
    `select id as session_id, user_id, mode, ${TITLE} as title, created_at, last_active_at from sessions
     where user_id = $1 and source = 'chat' and ($3::text is null or (last_active_at, id) <
       (select last_active_at, id from sessions where id = $3 and user_id = $1)) and ${HAS_ALL_WORDS}
     order by last_active_at desc, id desc limit $2`,
    [query.userId, query.limit, query.before ?? null, words],
  );
  return rows.map((row) => SessionView.parse(withIsoDates(row)));
}

const IN_TURN_ORDER = `turn_no desc, (role = 'user') asc`;

/** The last `limit` messages of a session (before message `before`, where given), oldest first. */
export async function listMessages(
  db: Database,
  query: { sessionId: string; limit: number; before?: string },
): Promise<MessageView[]> {
  const { rows } = await db.query<Record<string, unknown>>(
    `select id, role, content, run_id, meta as reply, messages.created_at, rating
     from messages left join feedback using (run_id)
     where session_id = $1 and ($3::uuid is null or (turn_no, role = 'assistant') <
       (select turn_no, role = 'assistant' from messages where id = $3 and session_id = $1))
     order by ${IN_TURN_ORDER} limit $2`,
    [query.sessionId, query.limit, query.before ?? null],
  );
  return rows.map(toMessage).toReversed();
}

/** What was said to a run is not what was answered: only that has a rating. */
function toMessage({ rating, ...row }: Record<string, unknown>): MessageView {
  const isRated = rating !== null && row['role'] === 'assistant';
  return MessageView.parse({ ...withIsoDates(row), ...(isRated && { rating }) });
}

/**
 * The last messages of finished turns, oldest first: what recent memory is rebuilt from. With `before`, as they were when
 * the turn of that number began.
 */
export async function listRecentMessages(
  db: Database,
  sessionId: string,
  limit: number,
  before?: number,
): Promise<ChatMessage[]> {
  const { rows } = await db.query<ChatMessage>(
    `select role, content from messages
     where session_id = $1 and turn_no in (
       select turn_no from messages where session_id = $1 and role = 'assistant')
       and ($3::bigint is null or turn_no < $3)
     order by ${IN_TURN_ORDER} limit $2`,
    [sessionId, limit, before ?? null],
  );
  return rows.toReversed();
}

/** What a reply rests on, as it says itself. */
export type ReplyBasis = Pick<Reply, 'memories' | 'citations' | 'plan'>;

/** What the last reply of a session rests on; undefined where nothing was said yet. */
export async function findBasisOfLastReply(db: Database, sessionId: string): Promise<ReplyBasis | undefined> {
  const { rows } = await db.query<{ basis: ReplyBasis }>(
    `select json_build_object('memories', coalesce(meta->'memories', '[]'), 'citations', coalesce(meta->'citations', '[]'),
       'plan', coalesce(meta->'plan', '[]')) as basis
     from messages where session_id = $1 and role = 'assistant' order by turn_no desc limit 1`,
    [sessionId],
  );
  return rows[0]?.basis;
}

/** What the copilot said last in a session, and which run said it. */
export async function findLastReply(
  db: Database,
  sessionId: string,
): Promise<{ runId: string; content: string } | undefined> {
  const { rows } = await db.query<{ run_id: string; content: string }>(
    `select run_id, content from messages where session_id = $1 and role = 'assistant' order by turn_no desc limit 1`,
    [sessionId],
  );
  return rows[0] === undefined ? undefined : { runId: rows[0].run_id, content: rows[0].content };
}
