import { Redis } from 'ioredis';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { startApp } from './app.js';
import type { ChatResponse } from './contracts/chat.js';
import { readConfig } from './core/config.js';
import { createLogger } from './core/logger.js';
import { redactText } from './policy/text/redact.js';
import { createSandbox } from './sandbox/app.js';
import { createCanaries } from './testing/canaries.js';
import { createTestSchema, databaseTargets, redisTargets } from './testing/servers.js';

/** All of them in CI; a part of them, of every kind, while developing. */
const TURNS = process.env['CI'] ? 1_000 : 210;
const AT_ONCE = 16;
const MODES = ['helm', 'support', 'player'];

test(
  `after ${TURNS} turns with secrets in them, no secret is in any store, log, bus, stream or service`,
  { timeout: 300_000 },
  async () => {
    const seed = Number(process.env['CANARY_SEED'] ?? 20_261_122);
    process.stdout.write(`canary seed ${seed}\n`);
    const canary = createCanaries(seed);
    const schema = await createTestSchema(databaseTargets().at(-1)?.url ?? '');
    const redisUrl = redisTargets().at(-1)?.url;
    const sandbox = createSandbox();
    const { url: sandboxUrl, close: closeSandbox } = await sandbox.listen(0);
    const seen: string[] = [];
    const env = {
      ENV: 'test',
      PORT: '0',
      LOG_LEVEL: 'debug',
      DATABASE_URL: schema.url,
      DRAIN_MS: '500',
      APPROVALS: 'none',
    };
    const services = Object.entries(sandbox.urls(sandboxUrl)).map(([name, url]) => [
      `SVC_${name.toUpperCase()}`,
      url,
    ]);
    const app = await startApp(
      readConfig({
        ...env,
        ...Object.fromEntries(services),
        ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
      }),
      {
        logger: createLogger(
          { logLevel: 'debug' },
          { destination: { write: (line) => void seen.push(line) }, scrub: (line) => redactText(line).text },
        ),
      },
    );

    const turn = async (index: number): Promise<void> => {
      const body = {
        user_id: 1 + (index % 3),
        mode: MODES[index % 3],
        session_id: `canary-${index % 50}-${index % 3}`,
        message: canary(index).message,
      };
      const path = index % 4 === 0 ? '/chat/stream' : '/chat';
      const response = await fetch(app.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer = await response.text();
      expect(response.status).toBe(200);
      seen.push(answer);
      if (path === '/chat') expect((JSON.parse(answer) as ChatResponse).reply.text).toMatch(/I removed/);
    };
    for (let start = 0; start < TURNS; start += AT_ONCE) {
      await Promise.all(
        Array.from({ length: Math.min(AT_ONCE, TURNS - start) }, (_, offset) => turn(start + offset)),
      );
    }
    await app.stop();

    const everything = [
      ...seen,
      ...(await dumpDatabase(schema.url)),
      ...(redisUrl === undefined ? [] : await dumpRedis(redisUrl)),
      JSON.stringify(sandbox.ledger()),
      JSON.stringify(sandbox.snapshot()),
    ].join('\n');
    const leaked = Array.from({ length: TURNS }, (_, index) => canary(index).secrets)
      .flat()
      .filter((secret) => everything.includes(secret));
    expect(leaked).toEqual([]);
    expect(everything.length).toBeGreaterThan(100_000);
    await closeSandbox();
    await schema.drop();
  },
);

async function dumpDatabase(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    const dumps: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(
        `select row_to_json(t)::text as row from "${name}" t`,
      );
      dumps.push(...rows.map(({ row }) => row));
    }
    const { rows: checkpoints } = await client.query<{ checkpoint: Buffer }>(
      'select checkpoint from checkpoints',
    );
    return [...dumps, ...checkpoints.map(({ checkpoint }) => checkpoint.toString())];
  } finally {
    await client.end();
  }
}

async function dumpRedis(url: string): Promise<string[]> {
  const redis = new Redis(url);
  const bus = await redis.xrange('veze.copilot', '-', '+');
  const keys = await redis.keys('copilot:hist:canary-*');
  const lists = await Promise.all(keys.map((key) => redis.lrange(key, 0, -1)));
  redis.disconnect();
  return [JSON.stringify(bus), JSON.stringify(lists)];
}
