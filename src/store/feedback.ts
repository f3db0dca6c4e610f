import type { Rating } from '../contracts/run.js';
import type { Database } from './database.js';

export interface Feedback {
  runId: string;
  userId: string;
  /** Null takes it back. */
  rating: Rating | null;
}

const RATE = `
insert into feedback (run_id, rating) select id, $3 from runs where id = $1 and user_id = $2
on conflict (run_id) do update set rating = excluded.rating, created_at = now()`;

const TAKE_BACK = `
with run as (select id from runs where id = $1 and user_id = $2),
  gone as (delete from feedback using run where run_id = run.id)
select id from run`;

/** Keeps what a person thinks of a reply they were given; false where they have no such run. */
export async function keepFeedback(db: Database, { runId, userId, rating }: Feedback): Promise<boolean> {
  const { rowCount } =
    rating === null
      ? await db.query(TAKE_BACK, [runId, userId])
      : await db.query(RATE, [runId, userId, rating]);
  return rowCount === 1;
}
