import { DeadLetter } from '../contracts/operations.js';
import type { Database } from './database.js';
import { withIsoDates } from './iso-dates.js';

const COLUMNS = 'id, match_id, reason, event, at, replayed_at';

/** The letters that wait, newest first. */
export async function listDeadLetters(db: Database, limit: number): Promise<DeadLetter[]> {
  const { rows } = await db.query<Record<string, unknown>>(
    `select ${COLUMNS} from game_dead_letters where replayed_at is null order by at desc, id limit $1`,
    [limit],
  );
  return rows.map((row) => DeadLetter.parse(withIsoDates(row)));
}

export async function findDeadLetter(db: Database, id: string): Promise<DeadLetter | undefined> {
  const { rows } = await db.query<Record<string, unknown>>(
    `select ${COLUMNS} from game_dead_letters where id = $1`,
    [id],
  );
  return rows[0] === undefined ? undefined : DeadLetter.parse(withIsoDates(rows[0]));
}

export async function markReplayed(db: Database, id: string): Promise<void> {
  await db.query('update game_dead_letters set replayed_at = now() where id = $1', [id]);
}
