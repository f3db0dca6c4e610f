import type { Pool } from 'pg';
import type { MemoryKind } from '../contracts/memory.js';
import { inTransaction, type Database } from './database.js';

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

/** A statement that holds and has a vector. */
export interface HeldStatement {
  id: string;
  kind: MemoryKind;
  text: string;
  said_at: Date;
  vector: Buffer;
}

export interface EmbeddingWork {
  embed(memories: readonly UnembeddedMemory[]): Promise<readonly Buffer[]>;
  /** The words of a text that one which says it again must share one of. */
  topicOf(text: string): readonly string[];
  /** The ids of those that a newer one of them says again or takes back. */
  restatedAmong(held: readonly HeldStatement[]): readonly string[];
}

/**
 * Gives the next memories that have no vector of `model` their vectors and ends what they say again, which only vectors tell:
 * all or nothing, so that no crash comes between; other replicas take others meanwhile. Resolves to the owners whose memories
 * changed; [] where none is left.
 */
export async function embedNext(
  pool: Pool,
  { model, limit }: { model: string; limit: number },
  work: EmbeddingWork,
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
    const vectors = await work.embed(rows);
    const owners = [...new Set(rows.map(({ owner }) => owner))].toSorted();
    // The owner first, as everybody who writes memories does; two who wait for each other would both lose.
    await db.query('select from memory_owners where owner = any($1::text[]) order by owner for update', [
      owners,
    ]);
    await storeVectors(db, model, { rows, vectors });
    for (const owner of owners) {
      const texts = rows.flatMap((row) => (row.owner === owner ? [row.text] : []));
      await endRestated(db, work, { owner, model, texts });
    }
    await db.query(`update memory_owners set version = gen_random_uuid() where owner = any($1::text[])`, [
      owners,
    ]);
    return owners;
  });
}

async function storeVectors(
  db: Database,
  model: string,
  { rows, vectors }: { rows: readonly UnembeddedMemory[]; vectors: readonly Buffer[] },
): Promise<void> {
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
}

async function endRestated(
  db: Database,
  { topicOf, restatedAmong }: EmbeddingWork,
  { owner, model, texts }: { owner: string; model: string; texts: readonly string[] },
): Promise<void> {
  const topics = [...new Set(texts.flatMap(topicOf))];
  const { rows: held } = await db.query<HeldStatement>(
    `select id, kind, text, valid_from as said_at, vector from memories
     where owner = $1 and model = $2 and ended is null and kind in ('fact', 'preference') and words && $3::text[]`,
    [owner, model, topics],
  );
  await db.query(`update memories set ended = 'superseded', valid_to = now() where id = any($1::uuid[])`, [
    restatedAmong(held),
  ]);
}
