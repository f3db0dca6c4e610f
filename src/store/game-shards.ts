import type { Database } from './database.js';

/** A shard that is this process's to play. */
export interface HeldShard {
  shard: number;
  /** Grows with every change of hands. */
  token: string;
  /** Tells this log from one that another database held. */
  epoch: string;
  logNo: number;
  publishedNo: number;
}

export interface HoldOptions {
  id: string;
  leaseMs: number;
  /** All there are. */
  shards: readonly number[];
  /** Take no new ones. */
  draining: boolean;
}

/**
 * Renews the leases of process `id` and takes up free shards, up to its fair share among those that live. Gives what it
 * holds, and its share: what it holds beyond that it should let go. Times are the database's.
 */
export async function holdShards(
  db: Database,
  { id, leaseMs, shards, draining }: HoldOptions,
): Promise<{ held: HeldShard[]; share: number }> {
  const { rows: living } = await db.query<{ n: number }>({
    name: 'game-alive',
    text: `with mine as (
             insert into game_players_at_work (id, lease_until) values ($1, now() + $2 * interval '1 millisecond')
             on conflict (id) do update set lease_until = excluded.lease_until
           )
           select 1 + count(*)::int as n from game_players_at_work where lease_until > now() and id <> $1`,
    values: [id, leaseMs],
  });
  const share = Math.ceil(shards.length / Math.max(1, living[0]?.n ?? 1));
  await db.query({
    name: 'game-renew',
    text: `update game_shards set lease_until = now() + $2 * interval '1 millisecond' where owner = $1`,
    values: [id, leaseMs],
  });
  if (!draining) await takeFree(db, { id, leaseMs, share, shards });
  const { rows } = await db.query<HeldRow>({
    name: 'game-held',
    text: 'select shard, token, epoch, log_no, published_no from game_shards where owner = $1 order by shard',
    values: [id],
  });
  return { held: rows.map(toHeld), share };
}

interface HeldRow {
  shard: number;
  token: string;
  epoch: string;
  log_no: string;
  published_no: string;
}

function toHeld(row: HeldRow): HeldShard {
  return {
    shard: row.shard,
    token: row.token,
    epoch: row.epoch,
    logNo: Number(row.log_no),
    publishedNo: Number(row.published_no),
  };
}

async function takeFree(
  db: Database,
  taking: { id: string; leaseMs: number; share: number; shards: readonly number[] },
): Promise<void> {
  await db.query({
    name: 'game-take',
    text: `update game_shards set owner = $1, token = token + 1, lease_until = now() + $2 * interval '1 millisecond'
           where shard in (
             select shard from game_shards
             where shard = any($4::int[]) and owner is distinct from $1 and (owner is null or lease_until < now())
             order by shard
             limit greatest(0, $3 - (select count(*) from game_shards where owner = $1)) for update skip locked
           )`,
    values: [taking.id, taking.leaseMs, taking.share, taking.shards],
  });
}

/** Sees to it that every shard has its row. */
export async function createShardRows(db: Database, shards: readonly number[]): Promise<void> {
  await db.query('insert into game_shards (shard) select unnest($1::int[]) on conflict do nothing', [shards]);
}

/** Lets shards go, so that another process may take them at once. */
export async function releaseShards(db: Database, id: string, shards: readonly number[]): Promise<void> {
  await db.query(`update game_shards set owner = null where owner = $1 and shard = any($2::int[])`, [
    id,
    shards,
  ]);
}

/** Forgets a process that ends, and those that are long dead. */
export async function leaveGame(db: Database, id: string): Promise<void> {
  await db.query('update game_shards set owner = null where owner = $1', [id]);
  await db.query(
    `delete from game_players_at_work where id = $1 or lease_until < now() - interval '1 hour'`,
    [id],
  );
}

/** Ends every lease: only right where no other process can be alive, as on an embedded database just locked by us. */
export async function endAllGameLeases(db: Database): Promise<void> {
  await db.query('delete from game_players_at_work');
  await db.query('update game_shards set owner = null');
}
