import { setTimeout as delay } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { openCluster, type Cluster } from './embedded/cluster.js';
import { takeHold, type Hold } from './embedded/hold.js';
import { reachServer, stopServer, type Server } from './embedded/server.js';

const DATABASE = 'veze_copilot';
const DUPLICATE_DATABASE = '42P04';
const REVIVE_MS = 1_000;

export interface EmbeddedPostgresOptions {
  /** The service's data directory; Postgres gets one of its own in it. */
  dataDir: string;
  /** Told what a person should know: adopted, gone away, back again. */
  onNotice?: (message: string) => void;
  /** Server settings over ours, such as `{ fsync: 'off' }` for a test. */
  settings?: Record<string, string>;
}

/** A Postgres server of our own, on a Unix socket only our user can open. */
export interface EmbeddedPostgres {
  url: string;
  /** Of the server, such as 18.4. */
  version: string;
  /** True where the server ran already, left over by a process that was killed. */
  adopted: boolean;
  /** Ends the server. Close what is connected first. */
  stop(): Promise<void>;
}

/**
 * Starts Postgres on `dataDir`, or adopts the server a killed process left there, and starts it again should it end.
 * Throws a message that says what to do where that cannot be, as when another process uses the same data.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(options.dataDir);
  const { server, hold, stop } = await keepRunning(cluster, options);
  try {
    await createDatabase(server.urlOf('postgres'));
  } catch (error) {
    await stop();
    throw error;
  }
  if (server.adopted)
    options.onNotice?.('Adopted the embedded Postgres that an earlier process left running.');
  return { url: server.urlOf(DATABASE), version: hold.version, adopted: server.adopted, stop };
}

interface Held {
  server: Server;
  hold: Hold;
}

/** Holds the server, and revives it when the hold is lost: Postgres drops every connection when one of its processes is killed. */
async function keepRunning(
  cluster: Cluster,
  { onNotice, settings = {} }: EmbeddedPostgresOptions,
): Promise<Held & { stop(): Promise<void> }> {
  const stopping = new AbortController();
  let revival = Promise.resolve();

  const acquire = async (): Promise<Held> => {
    const server = await reachServer(cluster, settings);
    const onLost = (): void => {
      if (!stopping.signal.aborted) revival = revive();
    };
    return { server, hold: await takeHold(server.urlOf('postgres'), onLost) };
  };
  const revive = async (): Promise<void> => {
    onNotice?.('The embedded Postgres went away; bringing it back.');
    while (!stopping.signal.aborted) {
      try {
        current = await acquire();
        return onNotice?.('The embedded Postgres is back.');
      } catch (error) {
        onNotice?.(error instanceof Error ? error.message : String(error));
        await delay(REVIVE_MS);
      }
    }
  };

  let current = await acquire();
  const stop = async (): Promise<void> => {
    stopping.abort();
    await revival;
    await stopServer(cluster);
    await current.hold.release();
  };
  return { ...current, stop };
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === DUPLICATE_DATABASE)) throw error;
  } finally {
    await client.end();
  }
}
