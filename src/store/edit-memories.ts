import { MemoryView, type NewMemory } from '../contracts/memory.js';
import type { Database } from './database.js';
import { NEWEST_RUN } from './forget-memories.js';
import { MEMORY_COLUMNS } from './memories.js';
import { rememberClauses, rememberValues, wordsOf } from './remember.js';
import { withIsoDates } from './iso-dates.js';

/** Remembers what an owner wrote down themselves; gives it as it is on record, also where it was known before. */
export async function addMemory(
  db: Database,
  owner: string,
  memory: NewMemory,
): Promise<MemoryView | undefined> {
  await db.query({
    name: 'memory-add',
    text: `with about as (select $1::text as owner, null::uuid as run_id, null::text as session_id, null::bigint as accepted_no),
           ${rememberClauses(2)} select id from remembered`,
    values: [owner, ...rememberValues([memory])],
  });
  const { rows } = await db.query<Record<string, unknown>>(
    `select ${MEMORY_COLUMNS} from memories where owner = $1 and kind = $2 and words = string_to_array($3, ' ') and ended is null`,
    [owner, memory.kind, wordsOf(memory.text)],
  );
  return rows[0] === undefined ? undefined : MemoryView.parse(withIsoDates(rows[0]));
}

/**
 * Gives a memory of the owner other words, which are embedded anew, and notes the old ones for `eraseNext`; undefined where
 * there is none that holds.
 */
export async function editMemory(
  db: Database,
  owner: string,
  { id, text }: { id: string; text: string },
): Promise<MemoryView | undefined> {
  const { rows } = await db.query<Record<string, unknown>>(
    `with owned as materialized (
       select owner from memory_owners where owner = $1 for update
     ), old as (
       select id as old_id, text as old_text, quote as old_quote from memories join owned using (owner)
       where id = $2 and ended is null for update of memories
     ), noted as (
       insert into erasures (owner, texts, upto)
       select $1, array_remove(array[old_text, old_quote], null), ${NEWEST_RUN} from old where old_text <> $3
     ), moved as (
       update memory_owners set version = gen_random_uuid(), forgotten_upto = ${NEWEST_RUN}
       where owner = $1 and exists (select from old)
     )
     update memories set text = $3, words = string_to_array($4, ' '), quote = null, vector = null, model = null
     from old where id = old_id returning ${MEMORY_COLUMNS}`,
    [owner, id, text, wordsOf(text)],
  );
  return rows[0] === undefined ? undefined : MemoryView.parse(withIsoDates(rows[0]));
}
