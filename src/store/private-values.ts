import type { Database } from './database.js';

/** What stands behind a session's tokens: token -> value. */
export async function listPrivateValues(
  db: Database,
  sessionId: string,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ token: string; value: string }>({
    name: 'private-values',
    text: 'select token, value from private_values where session_id = $1',
    values: [sessionId],
  });
  return new Map(rows.map((row) => [row.token, row.value]));
}
