import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type App } from './app.js';
import { readConfig } from './core/config.js';
import { dumpDatabase, dumpRedis } from './testing/dump-stores.js';
import { createTestSchema, databaseTargets, redisTargets, type TestSchema } from './testing/servers.js';

// What is forgotten is looked for in every column of every table and every key of Redis, the real ones where there are any.

const redisUrl = redisTargets().at(-1)?.url;
let schema: TestSchema;
let app: App;
const start = (): Promise<App> =>
  startApp(
    readConfig({
      ENV: 'test',
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_URL: schema.url,
      ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
    }),
  );
beforeAll(async () => {
  schema = await createTestSchema(databaseTargets().at(-1)?.url ?? '');
  app = await start();
});
afterAll(async () => {
  await app.stop();
  await schema.drop();
});

/** A word that stands nowhere else. */
const canary = (): string => `Zq${randomUUID().replaceAll('-', '').slice(0, 12)}`;

async function say(user: string, message: string, session = 'first'): Promise<string> {
  const response = await fetch(`${app.url}/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user_id: user, session_id: `${user}-${session}`, mode: 'support', message }),
  });
  const body = (await response.json()) as { reply: { text: string } };
  expect(response.status).toBe(200);
  return body.reply.text;
}

async function placesOf(word: string): Promise<string[]> {
  const everything = [
    ...(await dumpDatabase(schema.url)),
    ...(redisUrl === undefined ? [] : await dumpRedis(redisUrl)),
  ];
  return everything.filter((entry) => entry.includes(word)).map((entry) => entry.split(' ', 1)[0] ?? '');
}

/** Until no erasure is left to do. */
async function erased(): Promise<void> {
  const client = new Client({ connectionString: schema.url });
  await client.connect();
  try {
    while ((await client.query('select from erasures')).rowCount !== 0) await sleep(50);
  } finally {
    await client.end();
  }
}

test(
  'one thing that is forgotten in words is gone from every store, and stays gone',
  { timeout: 60_000 },
  async () => {
    const [user, home, name] = [canary(), canary(), canary()];
    await say(user, `I live in ${home}`);
    await say(user, `My name is ${name}`);
    // So that replies, recent memory of another session and the answers of other memories repeat it.
    expect(await say(user, 'what do you know about me?', 'second')).toContain(home);
    await say(user, 'I prefer dark skins', 'second');
    const before = new Set(await placesOf(home));
    expect([...before]).toEqual(
      expect.arrayContaining(['memories', 'messages', 'runs', 'run_events', 'checkpoints']),
    );
    if (redisUrl !== undefined)
      expect([...before].some((place) => place.startsWith('copilot:hist:'))).toBe(true);

    const reply = await say(user, 'forget where I live', 'second');
    expect(reply).toContain('I have forgotten that');
    await erased();
    expect(await placesOf(home)).toEqual([]);
    expect(await say(user, 'what do you know about me?')).not.toContain(home);
    // What was not meant stays.
    expect(await say(user, "what's my name?")).toContain(name);

    await app.stop();
    app = await start();
    expect(await say(user, 'where do I live?')).not.toContain(home);
    expect(await placesOf(home)).toEqual([]);
  },
);

test('everything of a person goes, over HTTP, and nothing of anybody else', { timeout: 60_000 }, async () => {
  const [user, other] = [canary(), canary()];
  const words = [canary(), canary()];
  const kept = canary();
  await say(user, `I live in ${words[0]}`);
  await say(user, `I moved to ${words[1]} last week`, 'second');
  await say(other, `I live in ${kept}`);
  const theirs = (await placesOf(kept)).length;
  expect(theirs).toBeGreaterThan(0);

  const response = await fetch(`${app.url}/memories?user_id=${user}`, { method: 'DELETE' });
  expect(await response.json()).toEqual({ forgotten: 2 });
  await erased();
  for (const word of words) expect(await placesOf(word)).toEqual([]);
  expect((await placesOf(kept)).length).toBe(theirs);
});

test(
  'a crash between forgetting and erasing is made up for by the next start',
  { timeout: 60_000 },
  async () => {
    const [user, word] = [canary(), canary()];
    await say(user, `I live in ${word}`);
    await app.stop();
    // What the statement of forgetting leaves, and nobody lived to carry out.
    const client = new Client({ connectionString: schema.url });
    await client.connect();
    await client.query(
      `with gone as (delete from memories where owner = $1 returning quote)
    insert into erasures (owner, texts) select $1, array_agg(quote) from gone`,
      [user],
    );
    await client.end();
    expect(await placesOf(word)).not.toEqual([]);
    app = await start();
    await erased();
    expect(await placesOf(word)).toEqual([]);
  },
);
