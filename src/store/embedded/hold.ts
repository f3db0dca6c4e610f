import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';

const NAME = 'veze-copilot, process ';
/** How long the server may take to notice that a killed holder is gone. */
const PATIENCE_MS = 1_000;

/** Proof that this process alone uses the cluster, for as long as the connection lives. */
export interface Hold {
  version: string;
  release(): Promise<void>;
}

/**
 * Takes the cluster for this process: an advisory lock in the server itself, so it goes with the process however that
 * ends, and no number of a dead process can be mistaken for a living one's.
 */
export async function takeHold(url: string, onLost: () => void): Promise<Hold> {
  const client = new Client({
    connectionString: url,
    application_name: `${NAME}${process.pid}`,
    connectionTimeoutMillis: 5_000,
  });
  let lost: (() => void) | undefined = undefined;
  client.on('error', () => undefined);
  client.on('end', () => lost?.());
  await client.connect();
  try {
    await lock(client);
  } catch (error) {
    await client.end();
    throw error;
  }
  const version = await client.query("select current_setting('server_version') as version");
  lost = onLost;
  return {
    version: z.array(z.object({ version: z.string() })).parse(version.rows)[0]?.version ?? '',
    release: async () => {
      lost = undefined;
      await client.end().catch(() => undefined);
    },
  };
}

async function lock(client: Client): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { rows } = await client.query('select pg_try_advisory_lock(8016, 1) as held');
    if (z.array(z.object({ held: z.boolean() })).parse(rows)[0]?.held === true) return;
    if (Date.now() > deadline) throw new Error(await inUse(client));
    await delay(100);
  }
}

async function inUse(client: Client): Promise<string> {
  const { rows } = await client.query(
    `select application_name as name, current_setting('data_directory') as dir
     from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and classid = 8016 and objid = 1 and granted`,
  );
  const holder = z.array(z.object({ name: z.string(), dir: z.string() })).parse(rows)[0];
  return (
    `The data in ${holder?.dir ?? 'this directory'} is in use by ${holder?.name ?? 'another process'}. ` +
    'Stop that process, or give this one a DATA_DIR or a DATABASE_URL of its own.'
  );
}
