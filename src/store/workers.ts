import type { Database } from './database.js';

/** Says that worker `id` lives for another `leaseMs`, by the database's clock. */
export async function renewLease(db: Database, id: string, leaseMs: number): Promise<void> {
  await db.query({
    name: 'renew-lease',
    text: `insert into workers (id, lease_until) values ($1, now() + $2 * interval '1 millisecond')
           on conflict (id) do update set lease_until = excluded.lease_until`,
    values: [id, leaseMs],
  });
}

/** Gives up worker `id`: what it still runs may be taken up at once. Workers dead for an hour are forgotten with it. */
export async function endLease(db: Database, id: string): Promise<void> {
  await db.query(`delete from workers where id = $1 or lease_until < now() - interval '1 hour'`, [id]);
}

/** Ends every lease: only right where no other process can be alive, as on an embedded database just locked by us. */
export async function endAllLeases(db: Database): Promise<void> {
  await db.query('delete from workers');
}
