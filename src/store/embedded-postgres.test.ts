import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';

const QUICK = { fsync: 'off' };

let template = '';
beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'veze-embedded-'));
  await (await startEmbeddedPostgres({ dataDir: template, settings: QUICK })).stop();
});
afterAll(() => rm(template, { recursive: true, force: true }));

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows }: { rows: unknown[] } = await client.query(sql);
    return rows;
  } finally {
    await client.end();
  }
}

async function createDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'veze-embedded-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A directory whose cluster is set up already, which takes longest. */
async function createDirWithCluster(): Promise<string> {
  const dir = await createDir();
  await mkdir(join(dir, 'postgres'), { mode: 0o700 });
  await promisify(execFile)('cp', ['-R', join(template, 'postgres/data'), join(dir, 'postgres/data')]);
  return dir;
}

async function start(dataDir: string, onNotice?: (message: string) => void): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, settings: QUICK, ...(onNotice && { onNotice }) });
  onTestFinished(() => postgres.stop());
  return postgres;
}

function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function pidOf(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** Starts Postgres in a process of its own, which says so and then waits to be killed. */
async function startInChild(dataDir: string): Promise<{ pid: number; kill(): Promise<void> }> {
  const module = new URL('embedded-postgres.ts', import.meta.url).href;
  const code = `
    import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, settings: { fsync: 'off' } });
    console.log('up');`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const exited = new Promise((resolve) => child.once('exit', resolve));
  return {
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

describe('a server of its own', () => {
  let dir = '';
  let postgres: EmbeddedPostgres;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'veze-embedded-'));
    postgres = await startEmbeddedPostgres({ dataDir: dir, settings: QUICK });
  });
  afterAll(async () => {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  });

  test('answers through pg, holds any text, and knows letters beyond ASCII', async () => {
    expect(postgres.adopted).toBe(false);
    expect(postgres.version).toMatch(/^18\./);
    const sql =
      "select current_database() as db, lower('ÉÜ 🛰') as low, current_setting('server_encoding') as enc";
    expect(await query(postgres.url, sql)).toEqual([{ db: 'veze_copilot', low: 'éü 🛰', enc: 'UTF8' }]);
  });

  test('listens on no network address', async () => {
    expect(await query(postgres.url, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
  });

  test('ignores what the environment says about other servers', async () => {
    const before = { ...process.env };
    Object.assign(process.env, { PGHOST: 'nowhere', PGPORT: '1', PGSSLMODE: 'require' });
    onTestFinished(() => {
      for (const name of ['PGHOST', 'PGPORT', 'PGSSLMODE']) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    });
    expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('serves one process only, and tells the second what to do', async () => {
    const second = startEmbeddedPostgres({ dataDir: dir, settings: QUICK });
    await expect(second).rejects.toThrow(`in use by veze-copilot, process ${process.pid}`);
    await expect(second).rejects.toThrow('DATA_DIR');
    expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

test('data survives a stop, and a stopped server is gone', async () => {
  const dir = await createDirWithCluster();
  const first = await startEmbeddedPostgres({ dataDir: dir, settings: QUICK });
  await query(first.url, 'create table kept as select 42 as answer');
  await first.stop();
  await expect(query(first.url, 'select 1')).rejects.toThrow();

  const second = await start(dir);
  expect(second.adopted).toBe(false);
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('the server of a process killed with -9 is adopted, with what was committed', async () => {
  const dir = await createDirWithCluster();
  const child = await startInChild(dir);
  const server = await pidOf(dir);
  await child.kill();

  const notices: string[] = [];
  const postgres = await start(dir, (message) => notices.push(message));
  expect(postgres.adopted).toBe(true);
  expect(await pidOf(dir)).toBe(server);
  expect(notices).toEqual([expect.stringContaining('Adopted')]);
  expect(await query(postgres.url, 'select current_database() as db')).toEqual([{ db: 'veze_copilot' }]);
});

test('a server killed with -9 is brought back while its process lives', async () => {
  const dir = await createDirWithCluster();
  const notices: string[] = [];
  const back = deferred();
  const postgres = await start(dir, (message) => {
    notices.push(message);
    if (message.endsWith('is back.')) back.resolve();
  });
  await query(postgres.url, 'create table kept as select 42 as answer');
  process.kill(await pidOf(dir), 'SIGKILL');
  await back.promise;
  expect(await query(postgres.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('a set-up that was killed half-way is done anew, and its remains are removed', async () => {
  const dir = await createDir();
  const remains = join(dir, 'postgres', 'init-interrupted');
  await mkdir(remains, { recursive: true });
  await writeFile(join(remains, 'PG_VERSION'), '18\n');
  await utimes(remains, 0, 0);
  const postgres = await start(dir);
  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(await readdir(join(dir, 'postgres'))).toEqual(['data', 'run', 'server.log']);
});

test('a dead server’s pid file is not mistaken for the process that has its number today', async () => {
  const dir = await createDirWithCluster();
  const first = await startEmbeddedPostgres({ dataDir: dir, settings: QUICK });
  const pidFile = join(dir, 'postgres/data/postmaster.pid');
  const text = await readFile(pidFile, 'utf8');
  await first.stop();
  await writeFile(pidFile, text.replace(/^\d+/, String(process.pid)));

  const second = await start(dir);
  expect(second.adopted).toBe(false);
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('of two processes that start at once on an empty directory, one gets it', async () => {
  const dir = await createDir();
  const both = await Promise.allSettled([
    startEmbeddedPostgres({ dataDir: dir, settings: QUICK }),
    startEmbeddedPostgres({ dataDir: dir, settings: QUICK }),
  ]);
  const won = both.filter((one) => one.status === 'fulfilled');
  onTestFinished(async () => {
    for (const { value } of won) await value.stop();
  });
  expect(won).toHaveLength(1);
  expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({
    message: expect.stringContaining('in use by'),
  });
  expect(await query(won[0]!.value.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a directory too deep for a socket works all the same', async () => {
  const dir = join(await createDir(), 'a b'.repeat(40), "it's deep");
  const postgres = await start(dir);
  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('data of another major version is refused with a way out', async () => {
  const dir = await createDir();
  await mkdir(join(dir, 'postgres/data'), { recursive: true });
  await writeFile(join(dir, 'postgres/data/PG_VERSION'), '14\n');
  await expect(startEmbeddedPostgres({ dataDir: dir })).rejects.toThrow(/made by Postgres 14.*DATABASE_URL/s);
});
