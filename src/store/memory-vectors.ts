import type { Pool } from 'pg';
import { inTransaction } from './database.js';

export interface UnembeddedMemory {
  id: string;
  owner: string;
  text: string;
  answers: string | null;
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
    const { rows } = await db.query<UnembeddedMemory>(
      `select id, owner, text, answers from memories where ended is null and model is distinct from $1
       order by created_at limit $2 for update skip locked`,
      [model, limit],
    );
    if (rows.length === 0) return [];
    const vectors = await embed(rows);
    await db.query(
      `update memories m set vector = x.vector, model = $3
       from unnest($1::uuid[], $2::bytea[]) as x(id, vector) where m.id = x.id`,
      [rows.map(({ id }) => id), vectors, model],
    );
    const owners = [...new Set(rows.map(({ owner }) => owner))].toSorted();
    await db.query(`update memory_owners set version = gen_random_uuid() where owner = any($1::text[])`, [
      owners,
    ]);
    return owners;
  });
}
