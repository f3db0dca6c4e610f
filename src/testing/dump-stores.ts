import { Redis } from 'ioredis';
import { Client } from 'pg';

/** Every row of every table of ours, bytes as the text they hold: one entry a row, after the name of its table. */
export async function dumpDatabase(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    const dumps: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<Record<string, unknown>>(`select * from "${name}"`);
      dumps.push(...rows.map((row) => `${name} ${JSON.stringify(row, readBytes)}`));
    }
    return dumps;
  } finally {
    await client.end();
  }
}

/** A buffer is an object of numbers by the time JSON shows it to us. */
function readBytes(_key: string, value: unknown): unknown {
  const isBuffer = typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
  return isBuffer && 'data' in value && Array.isArray(value.data)
    ? Buffer.from(value.data.map(Number)).toString()
    : value;
}

/** Every key of a Redis with what it holds, whatever it is. */
export async function dumpRedis(url: string): Promise<string[]> {
  const redis = new Redis(url);
  try {
    const dumps: string[] = [];
    let cursor = '0';
    do {
      const [next, keys] = await redis.scan(cursor, 'COUNT', '1000');
      for (const key of keys) dumps.push(`${key} ${JSON.stringify(await readKey(redis, key))}`);
      cursor = next;
    } while (cursor !== '0');
    return dumps;
  } finally {
    redis.disconnect();
  }
}

/** [] where the key is gone by now. */
async function readKey(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key);
  if (type === 'string') return redis.get(key);
  if (type === 'list') return redis.lrange(key, 0, -1);
  if (type === 'stream') return redis.xrange(key, '-', '+');
  if (type === 'hash') return redis.hgetall(key);
  if (type === 'set') return redis.smembers(key);
  if (type === 'zset') return redis.zrange(key, '0', '-1');
  return [];
}
