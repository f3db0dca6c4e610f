import { EventSource } from 'eventsource';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startApp, type App } from './app.js';
import type { ChatResponse } from './contracts/chat.js';
import type { Mode } from './contracts/mode.js';
import { ASK_BY_DEFAULT, readConfig } from './core/config.js';
import { createTestSchema, databaseTargets, redisTargets, type TestSchema } from './testing/servers.js';

const targets = databaseTargets().map((database, index) => ({
  name: index === 0 ? 'embedded stores' : 'real stores',
  databaseUrl: database.url,
  redisUrl: index === 0 ? undefined : redisTargets().at(-1)?.url,
}));

/** The seed's examples: what each mode answers, and with which tools. */
const EXAMPLES: { message: string; mode: Mode; kind: string; tools: string[]; says: RegExp }[] = [
  {
    message: 'buy nebula skin',
    mode: 'helm',
    kind: 'nav',
    tools: ['catalog.list', 'cart.create', 'cart.add', 'checkout'],
    says: /Nebula Skin.*19\.99/,
  },
  { message: 'buy nebula skin', mode: 'support', kind: 'support', tools: ['catalog.list'], says: /helm/i },
  { message: 'buy nebula skin', mode: 'player', kind: 'npc', tools: ['npc.respond'], says: /helm/i },
  {
    message: 'refund order 123',
    mode: 'support',
    kind: 'support',
    tools: ['orders.get', 'orders.refund'],
    says: /29\.97/,
  },
  { message: 'refund order 123', mode: 'helm', kind: 'nav', tools: ['orders.get'], says: /support/i },
  { message: 'refund order 123', mode: 'player', kind: 'npc', tools: ['npc.respond'], says: /support/i },
  {
    message: 'boss strategy',
    mode: 'player',
    kind: 'plan',
    tools: ['game.analyze', 'game.plan', 'game.execute'],
    says: /DinoBoss/,
  },
  { message: 'boss strategy', mode: 'helm', kind: 'nav', tools: [], says: /player/i },
  { message: 'boss strategy', mode: 'support', kind: 'answer', tools: [], says: /player/i },
  {
    message: 'what docs are available?',
    mode: 'support',
    kind: 'answer',
    tools: ['rag.ask'],
    says: /refunds/,
  },
  { message: 'what docs are available?', mode: 'helm', kind: 'nav', tools: ['rag.ask'], says: /refunds/ },
  {
    message: 'what docs are available?',
    mode: 'player',
    kind: 'npc',
    tools: ['npc.respond'],
    says: /support/i,
  },
  {
    message: 'send an invite to ada@veze.io',
    mode: 'support',
    kind: 'support',
    tools: ['email.compose', 'email.send'],
    says: /ada@veze\.io/,
  },
  {
    message: 'send an invite to ada@veze.io',
    mode: 'helm',
    kind: 'nav',
    tools: ['email.compose', 'email.send'],
    says: /ada@veze\.io/,
  },
  {
    message: 'send an invite to ada@veze.io',
    mode: 'player',
    kind: 'npc',
    tools: ['npc.respond'],
    says: /helm/i,
  },
];

describe.each(targets)('the service on $name', ({ databaseUrl, redisUrl }) => {
  let schema: TestSchema;
  let app: App;

  beforeAll(async () => {
    schema = await createTestSchema(databaseUrl);
    const env = {
      ENV: 'test',
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_URL: schema.url,
      ANONYMOUS_USER: '1',
      DRAIN_MS: '500',
    };
    app = await startApp(readConfig({ ...env, ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }) }));
  });
  afterAll(async () => {
    await app.stop();
    await schema.drop();
  });

  const chat = async (body: Record<string, unknown>): Promise<ChatResponse> => {
    const response = await fetch(`${app.url}/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as ChatResponse;
  };

  test.each(EXAMPLES)('answers "$message" in $mode mode', async ({ message, mode, kind, tools, says }) => {
    const asked = await chat({ user_id: 1, mode, message });
    const { session_id } = asked;
    // What costs money or reaches others waits for a yes.
    const { reply } =
      asked.reply.approval === undefined
        ? asked
        : await chat({ user_id: 1, mode, session_id, message: 'yes' });
    expect(asked.reply.approval !== undefined).toBe(tools.some((tool) => ASK_BY_DEFAULT.includes(tool)));
    expect(asked.reply.kind).toBe(kind);
    expect(reply.kind).toBe(kind);
    expect(reply.text).toMatch(says);
    expect(reply.plan?.map((step) => step.tool) ?? []).toEqual(tools);
    expect(reply.plan?.every((step) => step.state === 'done') ?? true).toBe(true);
  });

  test('the script of the seed’s page works unchanged, over POST and over EventSource', async () => {
    const out: string[] = [];
    const posted = await fetch(`${app.url}/chat`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user_id: 1, mode: 'support', message: 'refund help' }),
    });
    expect(((await posted.json()) as ChatResponse).reply.kind).toBe('support');
    await new Promise<void>((resolve) => {
      const source = new EventSource(
        `${app.url}/chat/stream?mode=player&q=${encodeURIComponent('boss strategy')}`,
      );
      source.addEventListener('chunk', (event) => out.push(`CHUNK: ${event.data}`));
      source.addEventListener('end', () => {
        source.close();
        resolve();
      });
    });
    expect(out).toHaveLength(1);
    expect(out[0]).toContain('DinoBoss');
  });

  test('the seed’s WebSocket dialect is answered', async () => {
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/ws`);
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ mode: 'support', message: 'what docs are available?' }));
    const data = await new Promise<Buffer>((resolve) => socket.once('message', resolve));
    expect((JSON.parse(data.toString()) as ChatResponse).reply.kind).toBe('answer');
    socket.close();
  });

  test('a question is answered in the next turn of its session', async () => {
    const first = await chat({ user_id: 1, mode: 'support', message: 'I want my money back' });
    expect(first.reply.text).toMatch(/\?/);
    const { session_id } = first;
    const second = await chat({ user_id: 1, mode: 'support', session_id, message: '123' });
    expect(second.reply.plan?.[0]).toMatchObject({ tool: 'orders.get' });
  });

  test('the bus tells of every task and every write, each under an id of its own', async () => {
    const { session_id } = await chat({ user_id: 2, mode: 'helm', message: 'buy nebula skin' });
    await chat({ user_id: 2, mode: 'helm', session_id, message: 'yes' });
    const client = new Client({ connectionString: schema.url });
    await client.connect();
    try {
      await expect
        .poll(async () => (await client.query('select 1 from outbox')).rowCount, { timeout: 5_000 })
        .toBe(0);
    } finally {
      await client.end();
    }
    if (redisUrl === undefined) return;
    const redis = new Redis(redisUrl);
    const entries = await redis.xrange('veze.copilot', '-', '+');
    redis.disconnect();
    const events = entries
      .map(([, [, event, , payload]]) => ({
        event,
        payload: JSON.parse(payload ?? '') as Record<string, string>,
      }))
      .filter(({ payload }) => payload['session_id'] === session_id);
    expect(events.map(({ event }) => event)).toEqual([
      'copilot.task.created',
      'copilot.action.executed',
      'copilot.action.executed',
      'copilot.task.executed',
      'copilot.task.created',
      'copilot.action.executed',
      'copilot.task.executed',
    ]);
    expect(new Set(events.map(({ payload }) => payload['event_id'])).size).toBe(7);
    expect(entries.some(([, [, event]]) => event === 'copilot.game.plan')).toBe(true);
  });

  test('it is ready, and says what it stands on', async () => {
    const ready = await fetch(`${app.url}/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ ready: true, checks: { store: 'ok', bus: 'ok' } });
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toMatch(/copilot_run_seconds_count\{mode="helm",planner="rules",outcome="done"\} [1-9]/);
  });
});

test('without Redis turns are still answered, and what the bus missed is delivered when it is back', async () => {
  const schema = await createTestSchema(databaseTargets()[0]?.url ?? '');
  const env = { ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: schema.url, DRAIN_MS: '500' };
  const app = await startApp(readConfig({ ...env, REDIS_URL: 'redis://127.0.0.1:1' }));
  for (const message of ['hello', 'my name is Ada']) {
    const response = await fetch(`${app.url}/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user_id: 1, session_id: 'no-redis', mode: 'support', message }),
    });
    expect(response.status).toBe(200);
  }
  expect(await (await fetch(`${app.url}/ready`)).json()).toMatchObject({ ready: true });
  await app.stop();
  const client = new Client({ connectionString: schema.url });
  await client.connect();
  const { rowCount } = await client.query('select 1 from outbox');
  await client.end();
  expect(rowCount).toBe(4);
  await schema.drop();
});
