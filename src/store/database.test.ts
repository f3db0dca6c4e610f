import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDeferred } from '../testing/deferred.js';
import { createTestSchema, databaseTargets, type TestSchema } from '../testing/servers.js';
import { inTransaction, isUnavailable, openStore, type Store } from './database.js';

const withCode = (code: string): Error => Object.assign(new Error('no'), { code });

describe('what trying again later may help against', () => {
  test.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    'EPIPE',
    'ENOENT',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    '08006',
    '25006',
    '53300',
    '57P01',
    '57P03',
    '57014',
  ])('is %s', (code) => {
    expect(isUnavailable(withCode(code))).toBe(true);
  });

  test.each([
    'timeout exceeded when trying to connect',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Client has encountered a connection error and is not queryable',
  ])('is "%s"', (message) => {
    expect(isUnavailable(new Error(message))).toBe(true);
  });

  test.each(['22021', '23505', '42P01', '42601', '40001', '28P01', 'ERR_INVALID_ARG_TYPE', ''])(
    'is not %j',
    (code) => {
      expect(isUnavailable(withCode(code))).toBe(false);
    },
  );

  test('is nothing that is no error', () => {
    for (const thrown of [undefined, null, 'ECONNREFUSED', { code: 'ECONNREFUSED' }]) {
      expect(isUnavailable(thrown)).toBe(false);
    }
  });
});

test('a database that is not there is unavailable, and opening it fails', async () => {
  const opening = openStore({ url: 'postgres://nobody@127.0.0.1:9/nowhere' });
  await expect(opening.catch((error: unknown) => isUnavailable(error))).resolves.toBe(true);
});

describe.each(databaseTargets())('the store on $name Postgres', ({ url }) => {
  let schema: TestSchema;
  let store: Store;

  beforeAll(async () => {
    schema = await createTestSchema(url);
    store = await openStore({ url: schema.url, statementTimeoutMs: 200 });
  });
  afterAll(async () => {
    await store.close();
    await schema.drop();
  });

  const migrations = async (on: Store): Promise<string[]> =>
    (await on.pool.query<{ name: string }>('select name from migrations order by id')).rows.map(
      (row) => row.name,
    );

  test('opened again, it is as it was', async () => {
    const before = await migrations(store);
    const again = await openStore({ url: schema.url });
    expect(await migrations(again)).toEqual(before);
    expect(before.length).toBeGreaterThanOrEqual(3);
    await again.close();
  });

  test('opened by four processes at once, every migration runs once', async () => {
    const empty = await createTestSchema(url);
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore({ url: empty.url })));
    expect(await migrations(stores[0]!)).toEqual(await migrations(store));
    await Promise.all(stores.map((one) => one.close()));
    await empty.drop();
  });

  test('a statement that takes too long is stopped, and that counts as unavailable', async () => {
    const slow = store.pool.query('select pg_sleep(20)');
    await expect(slow.catch((error: unknown) => isUnavailable(error))).resolves.toBe(true);
    expect((await store.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  describe('a transaction', () => {
    const values = async (): Promise<number[]> =>
      (await store.pool.query<{ n: number }>('select n from things order by n')).rows.map(({ n }) => n);

    beforeAll(() => store.pool.query('create table things (n int primary key)'));

    test('is committed with what its work gave', async () => {
      const given = await inTransaction(store.pool, async (db) => {
        await db.query('insert into things values (1)');
        return 'one';
      });
      expect(given).toBe('one');
      expect(await values()).toEqual([1]);
    });

    test('is rolled back with what its work threw, and the connection serves on', async () => {
      const work = inTransaction(store.pool, async (db) => {
        await db.query('insert into things values (2)');
        await db.query('insert into things values (2)');
      });
      await expect(work).rejects.toMatchObject({ code: '23505' });
      expect(await values()).toEqual([1]);
      expect(store.pool.idleCount).toBe(store.pool.totalCount);
    });

    test('that loses its connection while no query runs fails, and the process lives', async () => {
      const lost = createDeferred<void>();
      const heard = createDeferred<void>();
      const work = inTransaction(store.pool, async (db) => {
        const { rows } = await db.query<{ pid: number }>(
          'insert into things values (3) returning pg_backend_pid() as pid',
        );
        await store.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
        lost.resolve();
        await heard.promise;
      });
      await lost.promise;
      // The server's farewell is read in a later turn of the event loop than anything sent before it.
      await store.pool.query('select pg_sleep(0.05)');
      heard.resolve();
      await expect(work).rejects.toThrow();
      expect(await values()).toEqual([1]);
      expect(store.pool.idleCount).toBe(store.pool.totalCount);
    });
  });
});
