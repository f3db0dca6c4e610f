import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { executeSql } from './execute-sql.js';

/** A database server the store's contract suites must pass on. */
export interface DatabaseTarget {
  name: 'embedded' | 'postgres';
  url: string;
}

/** The embedded Postgres, and the real one where TEST_DATABASE_URL names it. Use with `describe.each`. */
export function databaseTargets(): DatabaseTarget[] {
  const real = inject('realDatabaseUrl');
  const embedded: DatabaseTarget = { name: 'embedded', url: inject('embeddedDatabaseUrl') };
  return real === '' ? [embedded] : [embedded, { name: 'postgres', url: real }];
}

/** Without a `url` the target is the stand-in in our own process. */
export interface RedisTarget {
  name: 'in-process' | 'redis';
  url: string | undefined;
}

/** The in-process stand-in, and the real Redis where TEST_REDIS_URL names it. Use with `describe.each`. */
export function redisTargets(): RedisTarget[] {
  const real = inject('realRedisUrl');
  const standIn: RedisTarget = { name: 'in-process', url: undefined };
  return real === '' ? [standIn] : [standIn, { name: 'redis', url: real }];
}

export interface TestSchema {
  url: string;
  /** Removes it with everything in it; connections that are still open are cut. */
  drop(): Promise<void>;
}

/** An empty database of its own on the server of `url`, so that test files that run at once do not meet. */
export async function createTestSchema(url: string): Promise<TestSchema> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await executeSql(url, `create database ${name} template template0`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => executeSql(url, `drop database if exists ${name} with (force)`) };
}

/** A prefix for the keys of one test file on a shared Redis. */
export function createKeyPrefix(): string {
  return `test:${randomUUID()}:`;
}
