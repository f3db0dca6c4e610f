import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSandbox, type RunningSandbox } from '../sandbox.fixture.js';
import { MAGIC_INPUTS } from './magic-inputs.js';

let on: RunningSandbox;
beforeAll(async () => {
  on = await startSandbox();
});
beforeEach(() => on.sandbox.reset());
afterAll(() => on.close());

const MAIL = { to: 'ada@veze.io', subject: 's', body: 'b' };

describe('POST /_faults', () => {
  it('an error strikes its service, method and path only, as often as it was asked to', async () => {
    await on.post('/_faults', {
      service: 'rag',
      method: 'get',
      path: '/ask',
      kind: 'error',
      status: 503,
      times: 2,
    });
    expect((await on.get('/rag/search?q=refund')).status).toBe(200);
    expect((await on.get('/rag/ask?q=refund')).status).toBe(503);
    expect((await on.get('/rag/ask?q=refund')).status).toBe(503);
    expect((await on.get('/rag/ask?q=refund')).status).toBe(200);
  });

  it('a service that is down is not well either', async () => {
    await on.post('/_faults', { service: 'email', kind: 'error' });
    expect((await on.get('/email/health')).status).toBe(500);
    expect((await on.get('/rag/health')).status).toBe(200);
  });

  it('latency only delays', async () => {
    on.sandbox.addFault({ service: 'sports', kind: 'latency', ms: 40 });
    const started = performance.now();
    expect((await on.get('/sports/scores')).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(35);
  });

  it('garbage is no JSON', async () => {
    on.sandbox.addFault({ service: 'sports', kind: 'garbage' });
    await expect(on.get('/sports/scores')).rejects.toThrow(SyntaxError);
  });

  it('a reset breaks the connection before the write is done', async () => {
    on.sandbox.addFault({ service: 'email', kind: 'reset', times: 1 });
    await expect(on.post('/email/send', MAIL, { key: 'k' })).rejects.toThrow('fetch failed');
    expect(on.sandbox.ledger('k')).toEqual([]);
    expect((await on.post('/email/send', MAIL, { key: 'k' })).headers.get('Idempotent-Replayed')).toBeNull();
  });

  it.each(['reset', 'error', 'hang'] as const)(
    '%s after the effect loses the answer, not the write',
    async (kind) => {
      on.sandbox.addFault({ service: 'email', kind, ms: 5, after_effect: true, times: 1 });
      const lost = await on.post('/email/send', MAIL, { key: 'k' }).catch(() => undefined);
      expect(lost?.status ?? 500).toBeGreaterThanOrEqual(500);
      expect(on.sandbox.ledger('k')).toHaveLength(1);
      expect((await on.post('/email/send', MAIL, { key: 'k' })).headers.get('Idempotent-Replayed')).toBe(
        'true',
      );
      expect(on.sandbox.ledger('k')).toHaveLength(1);
    },
  );

  it('a hang ends when the sandbox is reset', async () => {
    on.sandbox.addFault({ service: 'rag', kind: 'hang' });
    const hanging = on.get('/rag/ask?q=refund');
    await vi.waitFor(async () =>
      expect((await on.get('/_faults')).body).toMatchObject({ faults: [{ hits: 1 }] }),
    );
    on.sandbox.reset();
    expect((await hanging).status).toBe(504);
  });

  it('are listed, cleared, and refused where they are none', async () => {
    expect(await on.post('/_faults', { service: 'rag', kind: 'error' })).toMatchObject({
      status: 201,
      body: { id: 'fault-1' },
    });
    expect((await on.get('/_faults')).body).toMatchObject({
      faults: [{ id: 'fault-1', service: 'rag', hits: 0 }],
    });
    await fetch(`${on.url}/_faults`, { method: 'DELETE' });
    expect((await on.get('/_faults')).body).toEqual({ faults: [] });
    expect((await on.post('/_faults', { service: 'bank', kind: 'error' })).status).toBe(422);
  });
});

describe('magic inputs', () => {
  it('are listed, at least one for every service', async () => {
    expect(new Set(MAGIC_INPUTS.map(({ service }) => service)).size).toBe(7);
    expect((await on.get('/_magic')).body).toMatchObject({
      inputs: expect.arrayContaining([expect.objectContaining({ input: 'order 500' })]),
    });
  });

  it.each([
    ['GET', '/commerce/orders/500', undefined],
    ['POST', '/commerce/orders/500/refund', {}],
    ['POST', '/commerce/carts/42/items', { product_id: 'sku-error-500', quantity: 1 }],
    ['POST', '/email/send', { ...MAIL, to: 'fail@veze.test' }],
    ['GET', '/rag/ask?q=Magic%20error', undefined],
    ['POST', '/xengine/boss_adapt_strategy', { player_username: '1', boss_type: 'ErrorBoss' }],
    ['POST', '/game/analyze', { boss: 'ErrorBoss' }],
    ['GET', '/game/matches/match-500', undefined],
    ['POST', '/social/posts', { text: 'magic error' }],
    ['GET', '/sports/scores?team=Error%20United', undefined],
  ])('%s %s fails with %j', async (method, path, body) => {
    const reply = method === 'GET' ? await on.get(path) : await on.post(path, body);
    expect(reply).toMatchObject({ status: 500, body: { error: { code: 'injected_error' } } });
  });

  it('order 999 resets, order 666 is garbage, a mail to lost@veze.test is sent and its answer lost', async () => {
    await expect(on.get('/commerce/orders/999')).rejects.toThrow('fetch failed');
    await expect(on.get('/commerce/orders/666')).rejects.toThrow(SyntaxError);
    await expect(on.post('/email/send', { ...MAIL, to: 'lost@veze.test' }, { key: 'k' })).rejects.toThrow(
      'fetch failed',
    );
    expect(on.sandbox.ledger('k')).toHaveLength(1);
  });
});
