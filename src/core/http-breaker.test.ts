import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import {
  answerJson,
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from '../testing/scripted-server.js';
import { path } from './http-path.js';
import { createServiceHttp, type ServiceHttp } from './http.js';

const schema = z.object({});
let server: ScriptedServer;
let http: ServiceHttp;
let script: Script;
let now: number;

const healthy: Script = (response) => answerJson(response, {});
const sick: Script = (response) => answerJson(response, {}, 500);

beforeEach(async () => {
  now = Date.now();
  // Only the time of day: the breaker reads it, sockets and timers must go on.
  vi.useFakeTimers({ toFake: ['Date'], now });
  script = healthy;
  server = await startScriptedServer((...args) => script(...args));
  http = createServiceHttp({ service: 'email', baseUrl: server.url, timeoutMs: 5000, random: () => 0 });
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (error: unknown) => (error as { code: string }).code,
  );
const write = (signal = new AbortController().signal) =>
  codeOf(http.post(path`/x`, { schema, body: {}, context: { userId: '1', signal, idempotencyKey: 'k' } }));
const read = () =>
  codeOf(
    http.get(path`/x`, {
      schema,
      context: { userId: '1', signal: new AbortController().signal, idempotencyKey: 'k' },
    }),
  );
const passTime = (ms: number) => vi.setSystemTime((now += ms));

async function open(): Promise<void> {
  script = sick;
  for (let i = 0; i < 5; i += 1) await write();
  expect(http.state()).toBe('open');
  server.seen.length = 0;
}

it('opens after five failures in a row, and then sends nothing: a write is surely not done', async () => {
  await open();
  expect(await write()).toBe('unavailable');
  expect(await read()).toBe('unavailable');
  expect(server.seen).toHaveLength(0);
});

it('counts the retries of a read, and stops retrying once it is open', async () => {
  script = sick;
  await read();
  await read();
  expect([server.seen.length, http.state()]).toEqual([5, 'open']);
});

it('lets one call through after five seconds and closes when it succeeds', async () => {
  await open();
  passTime(4999);
  expect(await read()).toBe('unavailable');
  passTime(1);
  script = healthy;
  expect(await write()).toBe('ok');
  expect(http.state()).toBe('closed');
});

it('refuses the others while the one call is under way, and opens again when it fails', async () => {
  await open();
  passTime(5000);
  let states: string[] = [];
  script = (response, seen, request) => {
    void read().then((code) => {
      states = [http.state(), code];
      sick(response, seen, request);
    });
  };
  expect(await write()).toBe('unknown_outcome');
  expect(states).toEqual(['half_open', 'unavailable']);
  expect(http.state()).toBe('open');
});

it('stays open when the one call is cancelled', async () => {
  await open();
  passTime(5000);
  const controller = new AbortController();
  script = () => controller.abort();
  expect(await write(controller.signal)).toBe('unknown_outcome');
  expect(http.state()).toBe('open');
});

it('takes refusals for answers, and cancelled calls for nothing at all', async () => {
  script = sick;
  for (let i = 0; i < 4; i += 1) await write();
  const controller = new AbortController();
  script = () => controller.abort();
  await write(controller.signal);
  expect(http.state()).toBe('closed');
  script = (response) => answerJson(response, {}, 404);
  await write();
  script = sick;
  for (let i = 0; i < 4; i += 1) await write();
  expect(http.state()).toBe('closed');
  await write();
  expect(http.state()).toBe('open');
});
