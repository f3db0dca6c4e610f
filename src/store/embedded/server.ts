import { spawn } from 'node:child_process';
import { open, readFile, rmdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { commandOf, spawnOptionsOf } from './account.js';
import { SUPERUSER, turnLog, writeSettings, type Cluster } from './cluster.js';
import { findPostmaster, removeMisleadingPidFile, type Postmaster } from './pid-file.js';

const READY_MS = 60_000;
const STOP_MS = 10_000;
const QUIT_MS = 3_000;
const POLL_MS = 25;
/** Starts may fail while the last processes of a killed server are still going. */
const TRIES = 3;

/** A server that answers. */
export interface Server {
  urlOf(database: string): string;
  /** True where it ran already, left over by a process of ours that was killed. */
  adopted: boolean;
}

/** Finds the server that runs on the cluster, or starts one (recovering after a crash as Postgres does); returns when it answers. */
export async function reachServer(cluster: Cluster, settings: Record<string, string>): Promise<Server> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const isLeftOver = (await findPostmaster(cluster.data)) !== undefined;
    const hasFailed = isLeftOver ? isGone(cluster) : await launch(cluster, settings);
    const postmaster = await becomesReady(cluster, hasFailed);
    if (postmaster !== undefined) {
      return { adopted: isLeftOver, urlOf: (database) => urlOn(postmaster, database) };
    }
    await delay(500);
  }
  throw new Error(
    `The embedded Postgres does not start:\n${await lastLines(cluster.log)}\nMore in ${cluster.log}.`,
  );
}

/** Fast shutdown: open connections are cut, everything committed is kept. Killed only where it does not end in time. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const postmaster = await findPostmaster(cluster.data);
  if (postmaster === undefined) return;
  process.kill(postmaster.pid, 'SIGINT');
  if (!(await within(STOP_MS, isGone(cluster)))) {
    process.kill(postmaster.pid, 'SIGQUIT');
    await within(QUIT_MS, isGone(cluster));
  }
  // Nobody else may be in there; it is not empty where the server still is.
  await rmdir(postmaster.socketDir).catch(() => undefined);
}

/** `localhost` is for readers that want a host; the query's socket directory is what `pg` and `psql` use. */
function urlOn({ port, socketDir }: Postmaster, database: string): string {
  return `postgresql://${SUPERUSER}@localhost:${port}/${database}?host=${encodeURIComponent(socketDir)}&sslmode=disable`;
}

/** Detached: Ctrl-C goes to a whole group of processes, and the store must outlive the turns that are being finished. */
async function launch(cluster: Cluster, settings: Record<string, string>): Promise<() => Promise<boolean>> {
  const socketDir = await writeSettings(cluster, settings);
  await removeMisleadingPidFile(cluster.data, socketDir);
  await turnLog(cluster);
  const log = await open(cluster.log, 'a');
  const { ids } = cluster.account;
  if (ids !== undefined) await log.chown(ids.uid, ids.gid);
  const [command, args] = commandOf(cluster.account, cluster.binaries.postgres, ['-D', cluster.data]);
  const child = spawn(command, args, {
    ...spawnOptionsOf(cluster.account),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  child.once('error', () => undefined);
  child.unref();
  await log.close();
  return () =>
    Promise.resolve(child.pid === undefined || child.exitCode !== null || child.signalCode !== null);
}

function isGone(cluster: Cluster): () => Promise<boolean> {
  return async () => (await findPostmaster(cluster.data)) === undefined;
}

async function becomesReady(
  cluster: Cluster,
  hasFailed: () => Promise<boolean>,
): Promise<Postmaster | undefined> {
  let ready: Postmaster | undefined;
  await within(READY_MS, async () => {
    const found = await findPostmaster(cluster.data);
    // The socket's place is written last.
    if (found !== undefined && found.socketDir !== '' && (await answers(urlOn(found, 'postgres'))))
      ready = found;
    return ready !== undefined || (await hasFailed());
  });
  return ready;
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function within(ms: number, isDone: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + ms;
  for (;;) {
    if (await isDone()) return true;
    if (Date.now() > deadline) return false;
    await delay(POLL_MS);
  }
}

async function lastLines(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-5).join('\n');
}
