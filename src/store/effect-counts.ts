import type { Database } from './database.js';

/**
 * A user's writes of the last 24 hours with a tool that did not fail, but the one with this key; and whether that one is on
 * record.
 */
export async function countWrites(
  db: Database,
  { userId, tool, key }: { userId: string; tool: string; key: string },
): Promise<{ count: number; isKnown: boolean }> {
  // effects_by_user finds the user's day; a day holds few rows.
  const { rows } = await db.query<{ count: number; known: boolean | null }>({
    name: 'effects-of-day',
    text: `select count(*) filter (where key <> $3 and state <> 'failed')::int as count, bool_or(key = $3) as known
           from effects where user_id = $1 and tool = $2 and created_at > now() - interval '24 hours'`,
    values: [userId, tool, key],
  });
  return { count: rows[0]?.count ?? 0, isKnown: rows[0]?.known ?? false };
}

/** A session's writes with a tool, by other runs, since the person last said `message`. */
export async function countWritesSince(
  db: Database,
  query: { sessionId: string; runId: string; tool: string; message: string },
): Promise<number> {
  const { rows } = await db.query<{ count: number }>({
    name: 'effects-since',
    text: `select count(*)::int as count from effects
           where user_id = (select user_id from sessions where id = $1) and session_id = $1 and tool = $2 and run_id <> $3
             and state <> 'failed' and (created_at, run_id) >= (
               select created_at, run_id from messages where session_id = $1 and role = 'user' and content = $4
               order by created_at desc, run_id desc limit 1
             )`,
    values: [query.sessionId, query.tool, query.runId, query.message],
  });
  return rows[0]?.count ?? 0;
}
