import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  answerJson,
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from '../testing/scripted-server.js';
import { createFixedClock } from './clock.js';
import type { CallEvent } from './http-call.js';
import { path } from './http-path.js';
import { createServiceHttp, type ServiceHttp, type ServiceHttpOptions } from './http.js';

const schema = z.object({ ok: z.literal(true) });
const OK = { ok: true };
const NOW = '2026-01-01T00:00:00.000Z';

const servers: ScriptedServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function contextOf(signal = new AbortController().signal) {
  return { userId: 'ada@veze.io', signal, idempotencyKey: 'key-1' };
}

interface Rig {
  http: ServiceHttp;
  seen: ScriptedServer['seen'];
  waits: number[];
  events: CallEvent[];
}

async function rig(script: Script, options: Partial<ServiceHttpOptions> = {}): Promise<Rig> {
  const server = await startScriptedServer(script);
  servers.push(server);
  const waits: number[] = [];
  const events: CallEvent[] = [];
  const http = createServiceHttp({
    service: 'commerce',
    baseUrl: `${server.url}/`,
    timeoutMs: 5000,
    clock: createFixedClock(NOW),
    random: () => 0.5,
    wait: async (ms) => void waits.push(ms),
    onCall: (event) => events.push(event),
    ...options,
  });
  return { http, seen: server.seen, waits, events };
}

/** Answers with one of the given statuses after the other, the last one for ever. */
function statuses(...codes: number[]): Script {
  let next = 0;
  return (response) => answerJson(response, OK, codes[Math.min(next++, codes.length - 1)]);
}

const read = (http: ServiceHttp, signal?: AbortSignal) =>
  http.get(path`/x`, { schema, context: contextOf(signal) });
const write = (http: ServiceHttp, signal?: AbortSignal) =>
  http.post(path`/x`, { schema, body: { a: 1 }, context: contextOf(signal) });

describe('what is sent', () => {
  it('keeps every character of a question inside its parameter, and drops what has no value', async () => {
    const { http, seen } = await rig((response) => answerJson(response, OK));
    const q = 'a&b=c#d?e+f %2F ü 💥';
    await http.get(path`/ask`, { query: { q, league: undefined, n: 3 }, schema, context: contextOf() });
    const url = new URL(seen[0]!.url, 'http://x');
    expect([...url.searchParams]).toEqual([
      ['q', q],
      ['n', '3'],
    ]);
  });

  it('keeps an id inside its segment', async () => {
    const { http, seen } = await rig((response) => answerJson(response, OK));
    await http.get(path`/orders/${'1/../../carts?x#y'}/refund`, { schema, context: contextOf() });
    expect(seen[0]!.url).toBe('/orders/1%2F..%2F..%2Fcarts%3Fx%23y/refund');
  });

  it.each(['..', '.', '', '\ud800'])('refuses %j as an id before anything is sent', (id) => {
    expect(() => path`/orders/${id}`).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  it('sends the key on a write only, and whom it acts for on everything', async () => {
    const { http, seen } = await rig((response) => answerJson(response, OK));
    await read(http);
    await http.post(path`/x`, { schema, body: {}, read: true, context: contextOf() });
    await write(http);
    expect(seen.map(({ headers }) => headers['idempotency-key'])).toEqual([undefined, undefined, 'key-1']);
    expect(new Set(seen.map(({ headers }) => headers['x-on-behalf-of']))).toEqual(new Set(['ada@veze.io']));
    expect(seen[2]).toMatchObject({ method: 'POST', url: '/x', body: '{"a":1}' });
    expect(seen[2]!.headers['content-type']).toBe('application/json');
  });
});

describe('retries', () => {
  it('tries a read twice more, with growing, jittered pauses', async () => {
    const { http, seen, waits, events } = await rig(statuses(500, 503, 200));
    expect(await read(http)).toEqual(OK);
    expect([seen.length, waits]).toEqual([3, [50, 100]]);
    expect(events).toEqual([
      { service: 'commerce', method: 'GET', outcome: 'ok', durationMs: expect.any(Number) },
    ]);
  });

  it('gives a read up after the third failure', async () => {
    const { http, seen, events } = await rig(statuses(502));
    await expect(read(http)).rejects.toMatchObject({
      name: 'ToolError',
      code: 'unavailable',
      service: 'commerce',
      message: 'The commerce service is not answering right now.',
    });
    expect(seen).toHaveLength(3);
    expect(events.map(({ outcome }) => outcome)).toEqual(['unavailable']);
  });

  it('tries a reading POST again, and never a write', async () => {
    const { http, seen } = await rig(statuses(500, 200));
    await http.post(path`/x`, { schema, body: {}, read: true, context: contextOf() });
    expect(seen).toHaveLength(2);
    const second = await rig(statuses(500, 200));
    await expect(write(second.http)).rejects.toMatchObject({ code: 'unknown_outcome' });
    expect(second.seen).toHaveLength(1);
  });

  it('tries a read again after the connection was reset', async () => {
    let calls = 0;
    const { http, seen } = await rig((response, _seen, request) => {
      calls += 1;
      if (calls === 1) request.socket.destroy();
      else answerJson(response, OK);
    });
    expect(await read(http)).toEqual(OK);
    expect(seen).toHaveLength(2);
  });

  it.each([
    ['2', [2000]],
    ['0', [0]],
    ['Thu, 01 Jan 2026 00:00:01 GMT', [1000]],
    ['Wed, 31 Dec 2025 23:59:00 GMT', [0]],
    ['soon', [50]],
  ])('waits as long as Retry-After: %s says', async (header, expected) => {
    let calls = 0;
    const { http, waits } = await rig((response) => {
      calls += 1;
      if (calls === 1) response.setHeader('retry-after', header);
      answerJson(response, OK, calls === 1 ? 429 : 200);
    });
    await read(http);
    expect(waits).toEqual(expected);
  });

  it('does not ask again sooner than a long Retry-After, nor past its deadline', async () => {
    const patient = await rig((response) => answerJson(response.setHeader('retry-after', '60'), OK, 503));
    await expect(read(patient.http)).rejects.toMatchObject({ code: 'unavailable' });
    expect(patient.seen).toHaveLength(1);
    const late = await rig((response) => answerJson(response.setHeader('retry-after', '1'), OK, 503), {
      timeoutMs: 900,
    });
    await expect(read(late.http)).rejects.toMatchObject({ code: 'unavailable' });
    expect(late.seen).toHaveLength(1);
  });
});

describe('refusals', () => {
  it.each([
    [400, 'invalid'],
    [401, 'forbidden'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [409, 'conflict'],
    [422, 'invalid'],
  ])('%i becomes %s, for reads and writes, without a second try', async (status, code) => {
    const { http, seen } = await rig(statuses(status));
    await expect(read(http)).rejects.toMatchObject({ code });
    await expect(write(http)).rejects.toMatchObject({ code });
    expect(seen).toHaveLength(2);
  });

  it('shows one short, plain line of what the service says, and only of a 4xx', async () => {
    const message = `Order 7 is\n\u001b[31m already\u202e refunded. ${'x'.repeat(500)}`;
    const refused = await rig((response) => answerJson(response, { error: { code: 'c', message } }, 409));
    const shown = await write(refused.http).catch((error: Error) => error.message);
    expect(shown).toMatch(/^Order 7 is \[31m already refunded\. x+$/);
    expect(shown).toHaveLength(200);
    const failed = await rig((response) => answerJson(response, { error: { message: 'secret stack' } }, 500));
    await expect(write(failed.http)).rejects.not.toMatchObject({
      message: expect.stringContaining('secret'),
    });
  });

  it('offers the choices a refusal names', async () => {
    const { http } = await rig((response) => answerJson(response, { bosses: ['Void Titan'] }, 404));
    const choicesFrom = (body: unknown) =>
      z
        .object({ bosses: z.array(z.string()) })
        .parse(body)
        .bosses.map((boss) => ({ label: boss, value: boss }));
    await expect(http.get(path`/x`, { schema, choicesFrom, context: contextOf() })).rejects.toMatchObject({
      code: 'not_found',
      choices: [{ label: 'Void Titan', value: 'Void Titan' }],
    });
  });
});

describe('answers that cannot be trusted', () => {
  const garbage: [string, Script][] = [
    ['is not JSON', (r) => void r.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":tr')],
    ['is a page', (r) => void r.writeHead(200, { 'content-type': 'text/html' }).end('{"ok":true}')],
    ['has another shape', (r) => answerJson(r, { ok: 'yes' })],
    ['is empty', (r) => void r.writeHead(204).end()],
    ['is 5 MB long', (r) => answerJson(r, { ok: true, pad: 'x'.repeat(5_000_000) })],
    ['is a redirect', (r) => void r.writeHead(302, { location: '/health' }).end()],
  ];

  it.each(garbage)('that %s: bad_answer for a read, unknown_outcome for a write', async (_what, script) => {
    const { http, seen } = await rig(script);
    await expect(read(http)).rejects.toMatchObject({ code: 'bad_answer' });
    await expect(write(http)).rejects.toMatchObject({ code: 'unknown_outcome' });
    expect(seen).toHaveLength(2);
  });

  it('stops reading an answer without end', async () => {
    let closed: Promise<unknown> | undefined;
    const { http } = await rig((response) => {
      closed = new Promise((resolve) => response.once('close', resolve));
      response.writeHead(200, { 'content-type': 'application/json' });
      const pump = (): void => {
        while (!response.destroyed && response.write(' '.repeat(65_536)));
        if (!response.destroyed) response.once('drain', pump);
      };
      pump();
    });
    await expect(read(http)).rejects.toMatchObject({ code: 'bad_answer' });
    await closed;
  });

  it('drops what the schema does not know', async () => {
    const { http } = await rig((response) => answerJson(response, { ok: true, lc: 1, type: 'constructor' }));
    expect(await read(http)).toEqual({ ok: true });
  });
});

describe('connections that fail', () => {
  it('that were never made: unavailable, also for a write', async () => {
    const { http } = await rig(() => undefined);
    await servers.pop()?.close();
    await expect(read(http)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(write(http)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('that break before or amid the answer: the outcome of a write is unknown', async () => {
    const before = await rig((_response, _seen, request) => request.socket.destroy());
    await expect(write(before.http)).rejects.toMatchObject({ code: 'unknown_outcome' });
    const amid = await rig((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"ok":', () => response.destroy());
    });
    await expect(write(amid.http)).rejects.toMatchObject({ code: 'unknown_outcome' });
    await expect(read(amid.http)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('that hang: timeout for a read, unknown_outcome for a write, also amid the answer', async () => {
    const silent = await rig(() => undefined, { timeoutMs: 30 });
    await expect(read(silent.http)).rejects.toMatchObject({ code: 'timeout' });
    await expect(write(silent.http)).rejects.toMatchObject({ code: 'unknown_outcome' });
    const amid = await rig((r) => void r.writeHead(200, { 'content-type': 'application/json' }).write('{'), {
      timeoutMs: 30,
    });
    await expect(read(amid.http)).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('cancelling', () => {
  it.each([
    ['read', read, 'cancelled'],
    ['write', write, 'unknown_outcome'],
  ] as const)('a %s under way closes its connection at once', async (_name, send, code) => {
    const controller = new AbortController();
    let closed: Promise<unknown> | undefined;
    const { http } = await rig((response) => {
      closed = new Promise((resolve) => response.once('close', resolve));
      controller.abort();
    });
    await expect(send(http, controller.signal)).rejects.toMatchObject({ code });
    await closed;
  });

  it('before the call sends nothing', async () => {
    const { http, seen } = await rig(statuses(200));
    await expect(write(http, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen).toHaveLength(0);
  });

  it('ends the pause before a retry', async () => {
    const controller = new AbortController();
    const { http, seen } = await rig(statuses(500), { wait: async () => controller.abort() });
    await expect(read(http, controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen).toHaveLength(1);
  });
});

describe('health', () => {
  it('is asked past the breaker and does not move it', async () => {
    const sick = await rig(statuses(500));
    for (let i = 0; i < 6; i += 1) expect(await sick.http.health(new AbortController().signal)).toBe(false);
    expect(sick.http.state()).toBe('closed');
    expect(sick.seen[0]!.url).toBe('/health');
    const well = await rig(statuses(200));
    expect(await well.http.health(new AbortController().signal)).toBe(true);
    expect(await well.http.health(AbortSignal.abort())).toBe(false);
  });
});
