import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.js';
import { findClosedPort } from '../../src/testing/test-redis.js';
import type { Closers } from '../../src/wiring/closers.js';
import { watchBus, type BusWatch } from './bus-watch.js';

/** What the services under test run on. */
export interface Servers {
  databaseUrl: string;
  redisUrl: string | undefined;
  /** Undefined where the bus is in the process and dies with it. */
  bus: BusWatch | undefined;
}

/** The servers that TEST_DATABASE_URL and TEST_REDIS_URL name; where one is missing, a server started here for the while. */
export async function openServers(env: NodeJS.ProcessEnv, closers: Closers): Promise<Servers> {
  const databaseUrl = env['TEST_DATABASE_URL'] || (await startPostgres(closers));
  const redisUrl = env['TEST_REDIS_URL'] || (await startRedis(closers));
  if (redisUrl === undefined) return { databaseUrl, redisUrl, bus: undefined };
  const bus = await watchBus(redisUrl);
  closers.add('bus watch', bus.close);
  return { databaseUrl, redisUrl, bus };
}

async function startPostgres(closers: Closers): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'veze-crash-'));
  closers.add('data directory', () => rm(dataDir, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({ dataDir });
  closers.add('embedded PostgreSQL', postgres.stop);
  return postgres.url;
}

/** Undefined where there is no redis-server on this machine. */
async function startRedis(closers: Closers): Promise<string | undefined> {
  const port = await findClosedPort();
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', settings, { stdio: 'ignore' }).on('error', () => undefined);
  if (server.pid === undefined) return undefined;
  const exited = once(server, 'exit');
  closers.add('Redis', async () => {
    server.kill();
    await exited;
  });
  const url = `redis://127.0.0.1:${port}`;
  if (!(await answers(url))) throw new Error('The redis-server that was started here does not answer.');
  return url;
}

/** Resolves when the server at `url` answers; false where it does not within ten seconds. */
async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => 50, maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  const giveUp = new AbortController();
  try {
    const pong = redis.ping().then(() => true);
    return await Promise.race([pong, sleep(10_000, false, { signal: giveUp.signal })]);
  } finally {
    giveUp.abort();
    redis.disconnect();
  }
}
