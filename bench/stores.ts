import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { BUS_STREAM } from '../src/bus/bus.js';
import { uuidv7 } from '../src/core/ids.js';
import type { Closers } from '../src/wiring/closers.js';
import { executeSql } from '../src/testing/execute-sql.js';

/** The servers given for the rows "real stores". */
export interface RealServers {
  databaseUrl: string;
  redisUrl: string;
}

/** From BENCH_DATABASE_URL and BENCH_REDIS_URL, else from what the tests use; undefined where one is missing. */
export function findRealServers(env: NodeJS.ProcessEnv): RealServers | undefined {
  const databaseUrl = env['BENCH_DATABASE_URL'] || env['TEST_DATABASE_URL'];
  const redisUrl = env['BENCH_REDIS_URL'] || env['TEST_REDIS_URL'];
  return databaseUrl && redisUrl ? { databaseUrl, redisUrl } : undefined;
}

/** An empty data directory, as settings. */
export async function openDataDir(closers: Closers): Promise<Record<string, string>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'veze-bench-'));
  closers.add('data directory', () => rm(dataDir, { recursive: true, force: true }));
  return { DATA_DIR: dataDir };
}

/** A new database on the server, as settings: two services on one database would take up each other's runs. */
export async function openDatabase(servers: RealServers, closers: Closers): Promise<Record<string, string>> {
  const name = `bench_${uuidv7().replaceAll('-', '')}`;
  await executeSql(servers.databaseUrl, `create database ${name} template template0`);
  closers.add('database', () =>
    executeSql(servers.databaseUrl, `drop database if exists ${name} with (force)`),
  );
  const own = new URL(servers.databaseUrl);
  own.pathname = `/${name}`;
  return { DATABASE_URL: own.href, REDIS_URL: servers.redisUrl };
}

/** Removes from the given Redis what the services of the bench will have put there, and nothing else. */
export async function cleanRedisAfter(servers: RealServers, closers: Closers): Promise<void> {
  const redis = new Redis(servers.redisUrl, { maxRetriesPerRequest: 1 });
  const hadStream = (await redis.exists(BUS_STREAM)) === 1;
  closers.add('Redis', async () => {
    const sessions = await redis.keys('copilot:hist:bench-*');
    const made = hadStream ? sessions : [...sessions, BUS_STREAM];
    if (made.length > 0) await redis.del(made);
    redis.disconnect();
  });
}
