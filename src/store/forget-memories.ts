import type { Pool } from 'pg';
import { inTransaction } from './database.js';

/** The newest run of the owner ($1) that has been accepted: numbers are given in order. */
export const NEWEST_RUN = `(select coalesce(max(accepted_no), 0) from runs
  where session_id in (select id from sessions where user_id = $1))`;

/**
 * Deletes these memories of the owner, or all of them, those that ended too, and notes their words for `eraseNext`; gives how
 * many there were. Where it is all, no run that was accepted by now leaves a memory any more.
 */
export function forgetMemories(pool: Pool, owner: string, ids: readonly string[] | 'all'): Promise<number> {
  return inTransaction(pool, async (db) => {
    if (ids === 'all') {
      await db.query(
        `insert into memory_owners (owner, version) select $1, gen_random_uuid()
         where exists (select from sessions where user_id = $1) on conflict do nothing`,
        [owner],
      );
    }
    // Locked in a statement of its own: the next one sees what a run has written that held the lock until now.
    const { rowCount } = await db.query('select from memory_owners where owner = $1 for update', [owner]);
    if (rowCount === 0) return 0;
    const { rows } = await db.query<{ count: number }>(DELETE, [owner, ids === 'all' ? null : ids]);
    return rows[0]?.count ?? 0;
  });
}

const DELETE = `
with newest as (
  select ${NEWEST_RUN} as accepted_no
), gone as (
  delete from memories where owner = $1 and ($2::uuid[] is null or id = any($2)) returning text, quote
), counts as (
  select from newest where $2 is null or exists (select from gone)
), marked as (
  update memory_owners set version = gen_random_uuid(), forgotten_upto = newest.accepted_no,
    emptied_upto = case when $2 is null then newest.accepted_no else emptied_upto end
  from newest, counts where owner = $1
), noted as (
  insert into erasures (owner, texts, upto, everything)
  select $1, array(select distinct said from gone, unnest(array[text, quote]) as said where said is not null),
    newest.accepted_no, $2 is null
  from newest, counts
)
select count(*)::int as count from gone`;
