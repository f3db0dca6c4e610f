import { describe, expect, test } from 'vitest';
import { ServiceName } from '../contracts/mode.js';
import { readConfig } from './config.js';

const SERVICES = Object.fromEntries(
  ServiceName.options.map((name) => [`SVC_${name.toUpperCase()}`, `http://${name}:80`]),
);

test('with nothing set the service runs on its embedded defaults, for this machine only', () => {
  expect(readConfig({})).toMatchObject({
    env: 'dev',
    host: '127.0.0.1',
    port: 8016,
    dataDir: '.data',
    databaseUrl: undefined,
    redisUrl: undefined,
    services: {},
    logLevel: 'info',
    anonymousUser: '1',
    allowedOrigins: [],
    evalsFolder: 'evals/out',
    runs: { maxRunning: 32, maxQueued: 1000, timeoutMs: 60_000, leaseMs: 10_000, maxAttempts: 3 },
    toolTimeoutMs: 8_000,
    drainMs: 10_000,
  });
});

test('in production it listens to everybody, and who names no user is a guest', () => {
  const config = readConfig({ ENV: 'prod', ...SERVICES });
  expect(config).toMatchObject({ env: 'prod', host: '0.0.0.0', anonymousUser: 'guest' });
  expect(Object.keys(config.services).sort()).toEqual([...ServiceName.options].sort());
});

test('production names every address that is missing, and no other', () => {
  const { SVC_RAG: _rag, SVC_EMAIL: _email, ...rest } = SERVICES;
  expect(() => readConfig({ ENV: 'prod', ...rest })).toThrow(/needs SVC_EMAIL, SVC_RAG$/);
});

test.each([
  ['PORT', 'eighty'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['ENV', 'production'],
  ['LOG_LEVEL', 'verbose'],
  ['DATABASE_URL', 'mysql://localhost/veze'],
  ['DATABASE_URL', 'postgresql+asyncpg://veze:veze@localhost:5432/veze_copilot'],
  ['DATABASE_URL', 'localhost:5432'],
  ['REDIS_URL', 'localhost:6379'],
  ['REDIS_URL', 'http://localhost:6379'],
  ['SVC_RAG', 'veze_rag:8014'],
  ['SVC_RAG', 'ftp://veze_rag'],
  ['MAX_RUNNING', '0'],
  ['MAX_QUEUED', '-5'],
  ['MAX_ATTEMPTS', 'many'],
  ['RUN_TIMEOUT_MS', '1.5'],
  // Node fires a timer of more than 2^31 - 1 ms at once: every run would time out.
  ['RUN_TIMEOUT_MS', '2147483648'],
  ['LEASE_MS', '0'],
  ['TOOL_TIMEOUT_MS', '8s'],
  ['DRAIN_MS', '-1'],
  ['OPENAI_BASE_URL', 'localhost:11434/v1'],
  ['MODEL_TIMEOUT_MS', '0'],
  ['MODEL_PRICES', 'gpt-4.1=2'],
  ['MODEL_PRICES', 'gpt-4.1=-2/8'],
  ['BUDGET_TURN', '0.5'],
  ['BUDGET_DAY', 'tokens=-1,usd=1'],
  ['UNKEYED_SERVICES', 'commerce,tickets'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`Settings are wrong[^]*${name}`));
});

test('every bad setting is named at once', () => {
  const read = () => readConfig({ PORT: 'x', LEASE_MS: 'y', SVC_GAME: 'z' });
  expect(read).toThrow(/PORT[^]*LEASE_MS|LEASE_MS[^]*PORT/);
  expect(read).toThrow(/SVC_GAME/);
});

describe('a setting', () => {
  test('that is empty or blank counts as not set', () => {
    const blank = { PORT: '', REDIS_URL: ' ', SVC_RAG: '', LOG_LEVEL: '  ' };
    expect(readConfig(blank)).toEqual(readConfig({}));
  });

  test('that is not ours is left alone', () => {
    expect(readConfig({ HOME: '/root', SVC_UNKNOWN: 'x' })).toEqual(readConfig({}));
  });

  test('for a service address loses its trailing slashes', () => {
    expect(readConfig({ SVC_RAG: 'http://rag:8014/base//' }).services).toEqual({
      rag: 'http://rag:8014/base',
    });
  });

  test('for services that do not honour keys is a list of our services', () => {
    expect(readConfig({ UNKEYED_SERVICES: 'game, social,' }).unkeyedServices).toEqual(['game', 'social']);
    expect(readConfig({}).unkeyedServices).toEqual([]);
  });

  test('for a list is split at commas, blanks dropped', () => {
    const { allowedOrigins } = readConfig({ ALLOWED_ORIGINS: 'https://a.example, https://b.example ,,' });
    expect(allowedOrigins).toEqual(['https://a.example', 'https://b.example']);
  });
});

test.each([
  ['DATABASE_URL', 'postgres://veze@127.0.0.1:5432/dev'],
  ['DATABASE_URL', 'postgresql://veze:secret@db/veze_copilot?sslmode=require'],
  ['REDIS_URL', 'redis://localhost:6379/7'],
  ['REDIS_URL', 'rediss://:secret@cache.example:6380'],
])('%s=%s is taken', (name, value) => {
  expect(Object.values(readConfig({ [name]: value }))).toContain(value);
});

describe('OPENAI_CASSETTE', () => {
  test('stands in for a server where it is replayed, not where it is recorded', () => {
    expect(readConfig({ OPENAI_CASSETTE: 'replay:a.json' }).model?.cassette).toEqual({
      mode: 'replay',
      file: 'a.json',
    });
    expect(readConfig({ OPENAI_CASSETTE: 'record:a.json' }).model).toBeUndefined();
  });

  test.each([
    { OPENAI_CASSETTE: 'a.json' },
    { OPENAI_CASSETTE: 'record:' },
    { OPENAI_CASSETTE: 'replay:a.json', ENV: 'prod' },
  ])('%j is refused by name', (env) => {
    expect(() => readConfig(env)).toThrow(/Settings are wrong[^]*OPENAI_CASSETTE/);
  });
});

describe('WRITE_CAPS', () => {
  test('changes the caps it names and keeps the others', () => {
    const { writeCaps } = readConfig({ WRITE_CAPS: ' checkout=2, email.send = 0 ' });
    expect(writeCaps).toMatchObject({ checkout: 2, 'email.send': 0, 'social.post': 20 });
    expect(readConfig({}).writeCaps).toMatchObject({ checkout: 20, 'orders.refund': 10 });
  });

  test.each([
    'checkout',
    'checkout=',
    'checkout=many',
    'checkout=-1',
    'chekout=5',
    'constructor=1',
    'checkout=1;x=2',
  ])('%j stops the start', (caps) => {
    expect(() => readConfig({ WRITE_CAPS: caps })).toThrow(/WRITE_CAPS/);
  });
});

describe('the model', () => {
  test('is none without a key and a server', () => {
    expect(readConfig({ OPENAI_MODEL: 'gpt-4.1', OPENAI_API_KEY: '  ' }).model).toBeUndefined();
  });

  test('is OpenAI with a key, and with limits to what it may use', () => {
    const { model } = readConfig({ OPENAI_API_KEY: 'sk-1' });
    expect(model).toMatchObject({
      apiKey: 'sk-1',
      baseUrl: 'https://api.openai.com/v1',
      fallbackName: undefined,
    });
    expect(model?.prices.get(model.name)).toEqual({ input: 0.4, output: 1.6 });
    for (const { tokens, usd } of Object.values(model?.budgets ?? {}))
      expect(Math.min(tokens, usd)).toBeGreaterThan(0);
  });

  test('is any server, without a key, with prices and budgets of its own', () => {
    const { model } = readConfig({
      OPENAI_BASE_URL: 'http://localhost:11434/v1/',
      OPENAI_MODEL: 'qwen3:8b',
      OPENAI_FALLBACK_MODEL: 'qwen3:8b',
      MODEL_PRICES: 'qwen3:8b=0.1/0.25, gpt-4o = 1/2',
      BUDGET_TURN: 'tokens=0,usd=0',
    });
    expect(model).toMatchObject({
      apiKey: undefined,
      baseUrl: 'http://localhost:11434/v1',
      name: 'qwen3:8b',
    });
    // The same model again is no smaller one.
    expect(model?.fallbackName).toBeUndefined();
    expect(model?.prices.get('qwen3:8b')).toEqual({ input: 0.1, output: 0.25 });
    expect(model?.prices.get('gpt-4o')).toEqual({ input: 1, output: 2 });
    expect(model?.budgets.turn).toEqual({ tokens: 0, usd: 0 });
  });
});

describe('the embeddings', () => {
  test.each([
    ['without a key', {}],
    ['with a server that may have none', { OPENAI_BASE_URL: 'http://localhost:11434/v1' }],
    ['where that is asked for', { OPENAI_API_KEY: 'sk-1', OPENAI_EMBEDDING_MODEL: 'offline' }],
    ['with a model but nobody to ask', { OPENAI_EMBEDDING_MODEL: 'text-embedding-3-small' }],
  ])('are offline %s', (_when, env) => expect(readConfig(env).embeddings).toBeUndefined());

  test("are OpenAI's with a key, or any model of a server", () => {
    expect(readConfig({ OPENAI_API_KEY: 'sk-1' }).embeddings).toEqual({
      apiKey: 'sk-1',
      baseUrl: undefined,
      model: 'text-embedding-3-small',
      dimension: 512,
      askForDimension: true,
    });
    const own = { OPENAI_BASE_URL: 'http://localhost:11434/v1', OPENAI_EMBEDDING_MODEL: 'bge-m3' };
    expect(readConfig({ ...own, OPENAI_EMBEDDING_DIMENSION: '1024' }).embeddings).toMatchObject({
      model: 'bge-m3',
      dimension: 1024,
      askForDimension: false,
    });
    expect(() => readConfig(own)).toThrow(/OPENAI_EMBEDDING_DIMENSION/);
  });
});
