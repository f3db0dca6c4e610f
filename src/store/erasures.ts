import type { Pool } from 'pg';
import { inTransaction, type Database } from './database.js';
import { rewriteRecords } from './rewrite-records.js';
import { wordsOf } from './remember.js';

interface Erasure {
  id: string;
  owner: string;
  texts: string[];
  upto: string;
  everything: boolean;
}

/** A word alone also stands where it says nothing about the person. */
const IS_SENTENCE = /\S\s+\S/;

/**
 * Takes the words of memories that were forgotten out of the record of their owner, then out of `forgetSessions`. At once; and
 * again when no run is under way that may have read them before, and only after that they are struck off the list: a crash in
 * between means doing it again. Gives the owner, or [] where nothing is left to do at present; other replicas take others
 * meanwhile.
 */
export async function eraseNext(
  pool: Pool,
  forgetSessions: (sessions: readonly string[]) => Promise<void>,
): Promise<string[]> {
  const begun = await sweepNext(pool);
  if (begun === undefined) return [];
  const { erasure, before } = begun;
  const { rows } = await pool.query<{ id: string }>('select id from sessions where user_id = $1', [
    erasure.owner,
  ]);
  await forgetSessions(rows.map(({ id }) => id));
  const after = await activityOf(pool, erasure.owner);
  const wasQuiet = before.running === 0 && after.running === 0 && before.taken === after.taken;
  if (wasQuiet) await pool.query('delete from erasures where id = $1', [erasure.id]);
  return [erasure.owner];
}

/** Who runs now, and how many runs were ever taken up: where both stay, nobody has read or written in between. */
async function activityOf(db: Database, owner: string): Promise<{ running: number; taken: number }> {
  const { rows } = await db.query<{ running: number; taken: number }>(
    `select count(*) filter (where status = 'running')::int as running,
       count(*) filter (where status <> 'queued')::int as taken
     from runs where session_id in (select id from sessions where user_id = $1)`,
    [owner],
  );
  return rows[0] ?? { running: 0, taken: 0 };
}

function sweepNext(
  pool: Pool,
): Promise<{ erasure: Erasure; before: Awaited<ReturnType<typeof activityOf>> } | undefined> {
  return inTransaction(pool, async (db) => {
    const { rows } = await db.query<Erasure>(
      `select id, owner, texts, upto, everything from erasures
       where not swept or not exists (select from runs join sessions on sessions.id = runs.session_id
         where sessions.user_id = erasures.owner and runs.status = 'running')
       order by swept, created_at limit 1 for update skip locked`,
    );
    const [erasure] = rows;
    if (erasure === undefined) return undefined;
    const before = await activityOf(db, erasure.owner);
    const restated = await listRestated(db, erasure);
    const texts = [...erasure.texts, ...restated.flatMap(({ text, quote }) => [text, quote ?? text])];
    await rewriteRecords(db, erasure.owner, {
      texts: [...new Set(texts)].filter((text) => IS_SENTENCE.test(text)),
      memories: restated.map(({ id }) => id),
    });
    await db.query('update erasures set swept = true, texts = $2 where id = $1', [
      erasure.id,
      [...new Set(texts)],
    ]);
    return { erasure, before };
  });
}

/** What runs that had been accepted by then have written since, of everything or of the same words. */
async function listRestated(
  db: Database,
  { owner, texts, upto, everything }: Erasure,
): Promise<{ id: string; text: string; quote: string | null }[]> {
  const { rows } = await db.query<{ id: string; text: string; quote: string | null }>(
    `select m.id, m.text, m.quote from memories m join runs on runs.id = m.run_id
     where m.owner = $1 and runs.accepted_no <= $2 and ($3 or array_to_string(m.words, ' ') = any($4::text[]))`,
    [owner, upto, everything, texts.map(wordsOf)],
  );
  return rows;
}
