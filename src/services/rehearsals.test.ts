import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../contracts/json.js';
import { createSandbox } from '../sandbox/app.js';
import type { Rehearsal } from './service-tool.js';
import { createServices, type Services } from './services.js';

const sandbox = createSandbox({ seed: 7 });
let services: Services;
let stop: () => Promise<void>;

beforeAll(async () => {
  const server = await sandbox.listen(0);
  stop = server.close;
  services = createServices({ baseUrls: sandbox.urls(server.url), timeoutMs: 8_000 });
});
afterAll(() => stop());

const NOW = new Date('2026-05-01T12:00:00.000Z');

const rehearse = (tool: string, args: JsonObject, rehearsal: Partial<Rehearsal> = {}) => {
  const signal = new AbortController().signal;
  const context = { userId: '1', sessionId: 's', runId: 'r', signal, idempotencyKey: '' };
  const known = services.tools.get(tool);
  if (known === undefined) throw new Error(`There is no tool ${tool}`);
  return known.rehearse(args, { ...context, stepId: 1, now: NOW, before: [], ...rehearsal });
};

/** One call of every tool that writes. */
const WRITES: Record<string, JsonObject> = {
  'cart.create': {},
  'cart.add': { cart_id: 42, product_id: 'nebula-skin', quantity: 2 },
  checkout: { cart_id: 42 },
  'orders.refund': { order_id: 123 },
  'email.send': { to: 'ada@veze.io', subject: 'Hi', body: 'Text' },
  'social.post': { text: 'we won #cup' },
  'game.execute': { match_id: null, strategy: 'bait', orders: ['Wait.'] },
};

test('every tool that writes can be rehearsed: its answer has the shape of a real one and is marked', async () => {
  const writing = [...services.tools.values()].filter(({ effect }) => effect === 'write');
  expect(writing.map(({ name }) => name).toSorted()).toEqual(Object.keys(WRITES).toSorted());
  for (const tool of writing) {
    const result = await rehearse(tool.name, WRITES[tool.name] ?? {});
    expect(tool.result.safeParse(result).error, tool.name).toBeUndefined();
    expect(result, tool.name).toMatchObject({ dry_run: true });
  }
  expect(sandbox.ledger()).toEqual([]);
});

test('a cart is filled and bought in words only, and the order can be looked up', async () => {
  const before: { tool: string; result: JsonValue }[] = [];
  const next = async (tool: string, args: JsonObject): Promise<JsonValue> => {
    const result = (await rehearse(tool, args, { before, stepId: before.length + 1 })) ?? null;
    before.push({ tool, result });
    return result;
  };
  const cart = await next('cart.create', {});
  const { id } = cart as { id: number };
  await next('cart.add', { cart_id: id, product_id: 'nebula-skin', quantity: 1 });
  await next('cart.add', { cart_id: id, product_id: 'nebula-skin', quantity: 2 });
  expect(await next('cart.add', { cart_id: id, product_id: 'photon-booster', quantity: 1 })).toMatchObject({
    id,
    items: [
      { product_id: 'nebula-skin', quantity: 3, unit_price: 19.99 },
      { product_id: 'photon-booster', quantity: 1 },
    ],
    total: 64.96,
  });
  const order = await next('checkout', { cart_id: id });
  expect(order).toMatchObject({ status: 'paid', total: 64.96, placed_at: NOW.toISOString() });
  expect(await next('orders.get', { order_id: (order as { id: number }).id })).toMatchObject(order as object);
  expect(await next('orders.refund', { order_id: (order as { id: number }).id })).toMatchObject({
    amount: 64.96,
  });
});

test('what surely fails fails in a rehearsal too', async () => {
  const add = { cart_id: 42, product_id: 'no-such-thing', quantity: 1 };
  await expect(rehearse('cart.add', add)).rejects.toMatchObject({ code: 'not_found' });
  await expect(rehearse('orders.refund', { order_id: 999_999 })).rejects.toMatchObject({ code: 'not_found' });
});

test('a read is called as ever', async () => {
  const reads = [...services.tools.values()].filter(({ effect }) => effect === 'read');
  for (const tool of reads) expect(await rehearse(tool.name, { order_id: 123 }), tool.name).toBeUndefined();
});
