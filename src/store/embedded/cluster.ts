import { randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseAccount, failureOf, type Account } from './account.js';
import { findBinaries, type Binaries } from './binaries.js';
import { prepareSocketDir } from './socket-dir.js';

/** A place on disk that holds a Postgres cluster, and how to run a server on it. */
export interface Cluster {
  home: string;
  /** Postgres' own data directory. */
  data: string;
  log: string;
  account: Account;
  binaries: Binaries;
}

export const SUPERUSER = 'veze';

const LEFTOVER_MS = 10 * 60_000;

/** Opens the cluster below `dataDir`, and makes it first where there is none. */
export async function openCluster(dataDir: string): Promise<Cluster> {
  const asGiven = join(dataDir, 'postgres');
  await mkdir(dataDir, { recursive: true });
  await mkdir(asGiven, { recursive: true, mode: 0o700 });
  const home = await realpath(asGiven);
  const binaries = await findBinaries();
  const account = await chooseAccount(home, binaries.postgres);
  const cluster = { home, data: join(home, 'data'), log: join(home, 'server.log'), account, binaries };
  const major = await readMajor(cluster.data);
  if (major === undefined) await initialise(cluster);
  else if (major !== binaries.major) refuseMajor(cluster, major);
  return cluster;
}

/** Writes the settings the next server start reads, and returns its socket directory. `ALTER SYSTEM` still wins over them. */
export async function writeSettings(cluster: Cluster, extra: Record<string, string>): Promise<string> {
  const socketDir = await prepareSocketDir(cluster.home, cluster.account);
  const settings = { ...SETTINGS, unix_socket_directories: `"${socketDir}"`, ...extra };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  await writeFile(join(cluster.data, 'postgresql.conf'), `${lines.join('\n')}\n`);
  return socketDir;
}

/** Durable as Postgres is by default; small, because it shares a machine with the service and its tools. */
const SETTINGS = {
  listen_addresses: '',
  port: '5432',
  unix_socket_permissions: '0700',
  max_connections: '40',
  shared_buffers: '32MB',
  max_worker_processes: '2',
  max_parallel_workers_per_gather: '0',
  io_method: 'sync',
  jit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
};

async function readMajor(data: string): Promise<number | undefined> {
  const text = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Number.parseInt(text, 10);
}

/** Made aside and renamed, so that a cluster is whole or not there, wherever we are killed. */
async function initialise(cluster: Cluster): Promise<void> {
  await removeLeftovers(cluster.home);
  const fresh = join(cluster.home, `init-${randomUUID()}`);
  const failure = await failureOf(cluster.account, cluster.binaries.initdb, ['-D', fresh, ...INITDB_OPTIONS]);
  if (failure !== undefined)
    throw new Error(`The embedded Postgres could not be set up in ${cluster.home}: ${failure}`);
  try {
    await rename(fresh, cluster.data);
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true });
    // Another process was faster: its cluster is as good as ours.
    if ((await readMajor(cluster.data)) === cluster.binaries.major) return;
    throw new Error(
      `${cluster.data} is in the way and holds no Postgres data. Move it away, or set DATA_DIR.`,
      { cause },
    );
  }
}

/** Text sorts by code point, as on a server in locale C, but upper and lower case are known beyond ASCII. */
const INITDB_OPTIONS = [
  `--username=${SUPERUSER}`,
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--auth-local=trust',
  '--auth-host=reject',
  '--no-instructions',
];

/** What was left half-way by a process that was killed; a young one may be another process's, still at work. */
async function removeLeftovers(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith('init-')) continue;
    const { mtimeMs } = await stat(join(home, name)).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > LEFTOVER_MS) await rm(join(home, name), { recursive: true, force: true });
  }
}

function refuseMajor(cluster: Cluster, found: number): never {
  throw new Error(
    `${cluster.data} was made by Postgres ${found}, and this version brings Postgres ${cluster.binaries.major}, which cannot read it. ` +
      `Dump it with the old version and load it into the new one, set DATA_DIR to another directory, or set DATABASE_URL.`,
  );
}

/** Keeps the log of the servers before this one to one file of a few megabytes. */
export async function turnLog(cluster: Cluster): Promise<void> {
  const { size } = await stat(cluster.log).catch(() => ({ size: 0 }));
  if (size > 5_000_000) await rename(cluster.log, `${cluster.log}.old`);
}
