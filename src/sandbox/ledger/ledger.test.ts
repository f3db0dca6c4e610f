import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Cart } from '../../services/commerce/commerce.schema.js';
import { startSandbox, type RunningSandbox } from '../sandbox.fixture.js';

let on: RunningSandbox;
beforeAll(async () => {
  on = await startSandbox();
});
beforeEach(() => on.sandbox.reset());
afterAll(() => on.close());

const POST = { text: 'hello #world' };

describe('Idempotency-Key', () => {
  it('the same request is done once and answered with the stored answer', async () => {
    const first = await on.post('/social/posts', POST, { key: 'k1' });
    const again = await on.post('/social/posts', POST, { key: 'k1' });
    expect(first.headers.get('Idempotent-Replayed')).toBeNull();
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(on.sandbox.ledger('k1')).toMatchObject([
      { operation: 'social.post', user: '1', body: POST, replayed: 1 },
    ]);
  });

  it('a stored answer does not change with the state', async () => {
    const { id } = Cart.parse((await on.post('/commerce/carts', {})).body);
    const add = { product_id: 'nebula-skin', quantity: 1 };
    const first = await on.post(`/commerce/carts/${id}/items`, add, { key: 'k1' });
    await on.post(`/commerce/carts/${id}/items`, add, { key: 'k2' });
    expect((await on.post(`/commerce/carts/${id}/items`, add, { key: 'k1' })).body).toEqual(first.body);
  });

  it('twenty at once are done once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => on.post('/commerce/orders/123/refund', {}, { key: 'same' })),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(on.sandbox.ledger()).toMatchObject([{ operation: 'orders.refund', replayed: 19 }]);
  });

  it.each([
    ['another body', '/social/posts', { text: 'bye' }, '1'],
    ['another user', '/social/posts', POST, '2'],
    ['another operation', '/commerce/carts', {}, '1'],
  ])('is refused for %s', async (_what, path, body, user) => {
    await on.post('/social/posts', POST, { key: 'k1' });
    expect((await on.post(path, body, { key: 'k1', user })).status).toBe(422);
    expect(on.sandbox.ledger()).toHaveLength(1);
  });

  it('of a refused write may be used again', async () => {
    expect((await on.post('/commerce/checkout/44', {}, { key: 'k1' })).status).toBe(409);
    await on.post('/commerce/carts/44/items', { product_id: 'nebula-skin', quantity: 1 });
    expect((await on.post('/commerce/checkout/44', {}, { key: 'k1' })).status).toBe(200);
  });
});

describe('GET /_ledger', () => {
  it('lists each write once, in order, and is filtered by key', async () => {
    await on.post('/commerce/carts', {}, { key: 'a' });
    await on.post('/email/send', { to: 'ada@veze.io', subject: 's', body: 'b' });
    await on.post('/game/execute', { match_id: null, strategy: 's' }, { key: 'c' });
    await on.post('/xengine/npc_response', { context: '', query: 'hi' }, { key: 'd' });
    const { body } = await on.get('/_ledger');
    expect(body).toMatchObject({
      writes: [
        { seq: 1, service: 'commerce', operation: 'cart.create', key: 'a' },
        { seq: 2, service: 'email', operation: 'email.send', key: null },
        { seq: 3, service: 'game', operation: 'game.execute', key: 'c' },
      ],
    });
    expect((await on.get('/_ledger?key=c')).body).toMatchObject({ writes: [{ seq: 3 }] });
  });
});

describe('POST /_reset', () => {
  it('brings everything back to the start', async () => {
    const before = on.sandbox.snapshot();
    await on.post('/commerce/orders/123/refund', {}, { key: 'k' });
    await on.post('/_faults', { service: 'rag', kind: 'error' });
    expect(on.sandbox.snapshot()).not.toEqual(before);
    await on.post('/_reset', {});
    expect((await on.get('/_state')).body).toEqual(before);
    expect((await on.get('/_faults')).body).toEqual({ faults: [] });
    expect((await on.post('/commerce/orders/123/refund', {}, { key: 'k' })).status).toBe(200);
  });
});
