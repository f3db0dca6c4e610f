import type pg from 'pg';
import type { Config } from '../core/config.js';
import type { Logger } from '../core/logger.js';
import { openStore } from '../store/database.js';
import { startEmbeddedPostgres } from '../store/embedded-postgres.js';
import { endAllGameLeases } from '../store/game-shards.js';
import { endAllLeases } from '../store/workers.js';
import type { Closers } from './closers.js';

export interface OpenedDatabase {
  pool: pg.Pool;
  /** For a person: "embedded PostgreSQL 18.4 in .data". */
  description: string;
}

/** The database the settings name, or an embedded one in the data directory; its tables are up to date. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  logger: Logger,
  closers: Closers,
): Promise<OpenedDatabase> {
  const onError = (error: Error): void => logger.warn({ err: error }, 'database connection lost');
  if (config.databaseUrl !== undefined) {
    const store = await openStore({ url: config.databaseUrl, onError });
    closers.add('database', store.close);
    return { pool: store.pool, description: `PostgreSQL at ${hostOf(config.databaseUrl)}` };
  }
  const embedded = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    onNotice: (message) => logger.info(message),
  });
  closers.add('embedded PostgreSQL', embedded.stop);
  const store = await openStore({ url: embedded.url, onError });
  closers.add('database', store.close);
  // The data directory is locked by us: whoever held a lease on this database is gone.
  await endAllLeases(store.pool);
  await endAllGameLeases(store.pool);
  return { pool: store.pool, description: `embedded PostgreSQL ${embedded.version} in ${config.dataDir}` };
}

/** Host and database of a connection string, without its credentials. */
function hostOf(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL';
  const { host, pathname } = new URL(url);
  return `${host || 'a local socket'}${pathname}`;
}
