import type pg from 'pg';
import { JsonObject } from '../contracts/json.js';
import { inTransaction, type Database } from './database.js';

export interface OutboxEvent {
  eventId: string;
  event: string;
  payload: JsonObject;
}

/** Adds an event that is not part of another statement. */
export async function insertOutboxEvent(db: Database, row: OutboxEvent): Promise<void> {
  await db.query('insert into outbox (event_id, event, payload) values ($1, $2, $3)', [
    row.eventId,
    row.event,
    JSON.stringify(row.payload),
  ]);
}

interface OutboxRow {
  id: string;
  event_id: string;
  event: string;
  payload: JsonObject;
}

/**
 * Hands the oldest events to `publish` and deletes them when it resolves: each is published at least once, and another
 * relay works on other rows meanwhile. Gives how many were published.
 */
export async function drainOutbox(
  pool: pg.Pool,
  limit: number,
  publish: (events: OutboxEvent[]) => Promise<void>,
): Promise<number> {
  return inTransaction(pool, async (db) => {
    const { rows } = await db.query<OutboxRow>({
      name: 'outbox-take',
      text: `delete from outbox where id in (select id from outbox order by id limit $1 for update skip locked)
             returning id, event_id, event, payload`,
      values: [limit],
    });
    if (rows.length === 0) return 0;
    rows.sort((a, b) => Number(a.id) - Number(b.id));
    await publish(
      rows.map((row) => ({
        eventId: row.event_id,
        event: row.event,
        payload: JsonObject.parse(row.payload),
      })),
    );
    return rows.length;
  });
}
