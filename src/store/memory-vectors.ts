import type { Pool } from 'pg';
import { inTransaction } from './database.js';

/** In this form the index on the model serves. */
const OF_ANOTHER_MODEL = `ended is null and (model is null or model < $1 or model > $1)`;

export interface UnembeddedMemory {
  id: string;
  owner: string;
  text: string;
  answers: string | null;
}

/** How many memories that hold have no vector of `model`. */
export async function countUnembedded(pool: Pool, model: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from memories where ${OF_ANOTHER_MODEL}`,
    [model],
  );
  return rows[0]?.count ?? 0;
}

/**
 * Gives the next memories that have no vector of `model` to `embed` and stores what it answers, all or nothing; other replicas
 * take others meanwhile. Resolves to the owners whose memories changed; [] where none is left.
 */
export async function embedNext(
  pool: Pool,
  { model, limit }: { model: string; limit: number },
  embed: (memories: readonly UnembeddedMemory[]) => Promise<readonly Buffer[]>,
): Promise<string[]> {
  return inTransaction(pool, async (db) => {
    // No row is locked while the model works: a turn that ends meanwhile would wait for it.
    const { rows } = await db.query<UnembeddedMemory>(
      `with next as materialized (
         select id, owner, text, answers from memories where ${OF_ANOTHER_MODEL}
         order by created_at limit $2 * 8
       )
       select * from next where pg_try_advisory_xact_lock(hashtextextended(id::text, 0)) limit $2`,
      [model, limit],
    );
    if (rows.length === 0) return [];
    const vectors = await embed(rows);
    const owners = [...new Set(rows.map(({ owner }) => owner))].toSorted();
    // The owner first, as everybody who writes memories does; two who wait for each other would both lose.
    await db.query('select from memory_owners where owner = any($1::text[]) order by owner for update', [
      owners,
    ]);
    await db.query(
      `update memories m set vector = x.vector, model = $3
       from unnest($1::uuid[], $2::bytea[], $4::text[], $5::text[]) as x(id, vector, text, answers)
       -- Not where it was given other words meanwhile.
       where m.id = x.id and m.text = x.text and m.answers is not distinct from x.answers`,
      [
        rows.map(({ id }) => id),
        vectors,
        model,
        rows.map(({ text }) => text),
        rows.map(({ answers }) => answers),
      ],
    );
    await db.query(`update memory_owners set version = gen_random_uuid() where owner = any($1::text[])`, [
      owners,
    ]);
    return owners;
  });
}
