import type { Pool } from 'pg';
import { inTransaction } from './database.js';
import { rewriteRecords } from './rewrite-records.js';

interface Erasure {
  id: string;
  owner: string;
  texts: string[];
}

/** A word alone also stands where it says nothing about the person. */
const IS_SENTENCE = /\S\s+\S/;

/**
 * Takes the words of one memory that was forgotten out of the record of its owner, then out of `forgetSessions`, and only then
 * strikes it off the list: a crash in between means doing it again. What a run that was under way then may still write is
 * waited for. Gives the owner, or [] where nothing is left to do at present; other replicas take others meanwhile.
 */
export async function eraseNext(
  pool: Pool,
  forgetSessions: (sessions: readonly string[]) => Promise<void>,
): Promise<string[]> {
  const erasure = await rewriteNext(pool);
  if (erasure === undefined) return [];
  const { rows } = await pool.query<{ id: string }>('select id from sessions where user_id = $1', [
    erasure.owner,
  ]);
  await forgetSessions(rows.map(({ id }) => id));
  await pool.query('delete from erasures where id = $1', [erasure.id]);
  return [erasure.owner];
}

function rewriteNext(pool: Pool): Promise<Erasure | undefined> {
  return inTransaction(pool, async (db) => {
    const { rows } = await db.query<Erasure>(
      `select id, owner, texts from erasures
       where not exists (select from runs where user_id = erasures.owner and status in ('queued', 'running')
         and runs.created_at <= erasures.created_at)
       order by created_at limit 1 for update skip locked`,
    );
    const [erasure] = rows;
    if (erasure === undefined) return undefined;
    // Locked before its memories, as by everybody who writes them; copies of them in processes give way to what is left.
    await db.query('update memory_owners set version = gen_random_uuid() where owner = $1', [erasure.owner]);
    await rewriteRecords(
      db,
      erasure.owner,
      erasure.texts.filter((text) => IS_SENTENCE.test(text)),
    );
    return erasure;
  });
}
