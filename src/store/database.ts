import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { existsSync } from 'node:fs';
import { runner } from 'node-pg-migrate';
import { Client, Pool } from 'pg';

/** What a query function needs: a pool, or one connection inside a transaction. */
export type Database = Pick<Pool, 'query'>;

export interface Store {
  pool: Pool;
  close(): Promise<void>;
}

export interface StoreOptions {
  url: string;
  maxConnections?: number;
  statementTimeoutMs?: number;
  /** A pooled connection broke while idle; the pool replaces it by itself. */
  onError?: (error: Error) => void;
}

/** Opens a pool on a database and brings its tables up to date. Throws where the database does not answer. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const pool = new Pool({
    connectionString: options.url,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: options.statementTimeoutMs ?? 5_000,
    application_name: 'veze-copilot',
  });
  pool.on('error', options.onError ?? (() => undefined));
  try {
    await migrate(options.url);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { pool, close: () => pool.end() };
}

/** Runs every migration that has not been run; replicas that start together wait for each other (advisory lock). */
async function migrate(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A lost connection rejects the query under way, too; an event that nobody hears would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await runner({
      dbClient: client,
      dir: migrationsFolder(),
      direction: 'up',
      migrationsTable: 'migrations',
      checkOrder: true,
      advisoryLockMode: 'wait',
      log: () => undefined,
    });
  } finally {
    await client.end();
  }
}

/** The SQL files stay in src/: the compiled code is two folders deeper, beside it in the package. */
function migrationsFolder(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const beside = path.join(here, 'migrations');
  return existsSync(beside) ? beside : path.resolve(here, '../../../src/store/migrations');
}

/** Runs `work` in a transaction on one connection; rolls back and rethrows what it throws. */
export async function inTransaction<T>(pool: Pool, work: (db: Database) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // The pool listens to its idle connections only, and an event that nobody hears would end the process.
  const onLost = (error: Error): void => {
    broken = error;
  };
  client.on('error', onLost);
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.off('error', onLost);
    client.release(broken);
  }
}

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** True where the database is away, refuses writes or is overloaded: trying again later may help. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // SQLSTATE 08 connection, 25006 read only, 53 resources, 57 operator intervention (57014: statement timeout).
  return (
    NETWORK.has(code) ||
    /^(08|25006|53|57)/.test(code) ||
    /timeout exceeded|Connection terminated|not queryable/.test(error.message)
  );
}

const RETRY_DELAYS_MS = [50, 200, 800];

/** Does `work` again after a moment where the database was away; throws what it threw last. For work that may be repeated. */
export async function retryWhileAway<T>(work: () => Promise<T>): Promise<T> {
  for (const delay of RETRY_DELAYS_MS) {
    try {
      return await work();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      await sleep(delay);
    }
  }
  return work();
}
