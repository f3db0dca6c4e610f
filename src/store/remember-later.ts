import type { Pool } from 'pg';
import type { NewMemory } from '../contracts/memory.js';
import { inTransaction } from './database.js';
import { rememberClauses, rememberValues } from './remember.js';

/**
 * Remembers what a run that has ended was found to say; false where its owner has had anything forgotten since it was accepted:
 * that might be it.
 */
export function rememberLater(pool: Pool, runId: string, memories: readonly NewMemory[]): Promise<boolean> {
  return inTransaction(pool, async (db) => {
    const { rows } = await db.query<{ is_forgotten: boolean }>(
      `select coalesce(o.forgotten_upto >= runs.accepted_no, false) as is_forgotten
       from memory_owners o join runs on runs.user_id = o.owner where runs.id = $1 for update of o`,
      [runId],
    );
    if (rows[0]?.is_forgotten === true) return false;
    await db.query(
      `with about as (select user_id as owner, id as run_id, session_id, accepted_no from runs where id = $1),
       ${rememberClauses(2)} select id from remembered`,
      [runId, ...rememberValues(memories)],
    );
    return true;
  });
}
