import type pg from 'pg';
import { openStore } from '../../src/store/database.js';
import { executeSql } from '../../src/testing/execute-sql.js';

/** A database of its own in which `now()` is what the case says, so that no date on record depends on the day of the eval. */
export interface FrozenDatabase {
  pool: pg.Pool;
  setTime(now: Date): Promise<void>;
  /** Forgets everything. */
  clear(): Promise<void>;
  /** Removes it with everything in it. */
  drop(): Promise<void>;
}

/**
 * `public` is looked at before the built-in functions there, in tables' defaults and functions too; time that was never set
 * is the real one.
 */
const FREEZE = `
  create table public.eval_time (at timestamptz not null);
  create function public.now() returns timestamptz stable language sql
    as 'select coalesce((select at from public.eval_time), pg_catalog.now())';`;

const SEARCH_PATH = '-c search_path=public,pg_catalog';

/** Makes the database `name` on the server of `serverUrl`, in place of an older one of that name. */
export async function createFrozenDatabase(serverUrl: string, name: string): Promise<FrozenDatabase> {
  await executeSql(serverUrl, `drop database if exists ${name} with (force)`);
  await executeSql(serverUrl, `create database ${name} template template0`);
  const own = new URL(serverUrl);
  own.pathname = `/${name}`;
  await executeSql(own.href, FREEZE);
  own.searchParams.set('options', SEARCH_PATH);
  const { pool, close } = await openStore({ url: own.href, statementTimeoutMs: 20_000 });
  const clearing = clearingOf(await tablesOf(pool));
  return {
    pool,
    clear: () => clear(pool, clearing),
    async setTime(now) {
      await pool.query('delete from eval_time');
      await pool.query('insert into eval_time (at) values ($1)', [now]);
    },
    async drop() {
      await close();
      await executeSql(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

const KEPT: readonly string[] = ['eval_time', 'migrations'];

async function tablesOf(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !KEPT.includes(name));
}

const DEADLOCK = '40P01';

/** What is noted beside the turns (when a memory was used, its vector) may be under way still and want the same rows. */
async function clear(pool: pg.Pool, clearing: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return void (await pool.query(clearing));
    } catch (error) {
      const isDeadlock = error instanceof Error && 'code' in error && error.code === DEADLOCK;
      if (!isDeadlock || attempt === 5) throw error;
    }
  }
}

/** One statement for all tables: rows that refer to each other go together. */
function clearingOf(tables: readonly string[]): string {
  const deletions = tables.map((name) => `delete from public."${name}";`).join(' ');
  return `begin; set local session_replication_role = replica; ${deletions} commit`;
}
