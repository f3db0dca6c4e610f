import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { createKeyPrefix, createTestSchema, databaseTargets, redisTargets } from './servers.js';

async function tablesOf(url: string, sql?: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    if (sql !== undefined) await client.query(sql);
    const { rows }: { rows: unknown[] } = await client.query(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    return rows;
  } finally {
    await client.end();
  }
}

describe.each(databaseTargets())('on $name', ({ url }) => {
  test('a test schema is empty, apart from every other, and gone when dropped', async () => {
    const [one, other] = await Promise.all([createTestSchema(url), createTestSchema(url)]);
    expect(await tablesOf(one.url, 'create table things ()')).toEqual([{ name: 'things' }]);
    expect(await tablesOf(other.url)).toEqual([]);
    await Promise.all([one.drop(), other.drop()]);
    await expect(tablesOf(one.url)).rejects.toThrow('does not exist');
  });
});

test('the stand-ins are always among the targets', () => {
  expect(databaseTargets()[0]?.name).toBe('embedded');
  expect(redisTargets()[0]).toEqual({ name: 'in-process', url: undefined });
});

test('two key prefixes differ', () => {
  expect(createKeyPrefix()).not.toBe(createKeyPrefix());
});
