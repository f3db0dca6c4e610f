import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../contracts/json.js';
import { ToolError } from '../core/errors.js';
import { createStubTools } from '../testing/stub-tools.js';
import type { CallFacts } from './provenance/facts.js';
import { readRequest } from './provenance/request.js';
import { WRITE_RULES } from './provenance/write-rules.js';
import { createToolGate, type GateDeps, type LastLook } from './tool-gate.js';

const { tools } = createStubTools();
const caller = { userId: 'ada', sessionId: 's', runId: 'r', scopes: ['copilot.read', 'copilot.exec'] };

function createGate(deps: Partial<GateDeps> = {}) {
  const countWrites = () => Promise.resolve({ count: 0, isKnown: false });
  const gate = createToolGate({
    rules: WRITE_RULES,
    caps: {},
    countWrites,
    countSince: () => Promise.resolve(0),
    ...deps,
  });
  const write = (name: string, args: JsonObject = {}) => {
    const tool = tools.get(name);
    if (tool === undefined) throw new Error(`no tool ${name}`);
    return { tool, args };
  };
  const last = (name: string, look: Partial<LastLook> = {}, args: JsonObject = {}) =>
    gate.checkLast(write(name, args), caller, {
      key: 'k',
      request: undefined,
      evidence: [],
      ...look,
    });
  return { gate, write, last };
}

describe('the scope', () => {
  test('is needed for every write and for no read', () => {
    const { gate, write } = createGate();
    for (const tool of tools.values()) {
      const check = () => gate.checkScope(write(tool.name), { scopes: ['copilot.read'] });
      if (tool.effect === 'read') expect(check).not.toThrow();
      else expect(check).toThrow(expect.objectContaining({ code: 'forbidden', reasons: ['no_scope'] }));
      expect(() => gate.checkScope(write(tool.name), caller)).not.toThrow();
    }
  });
});

describe('a cap', () => {
  const capped = (count: number, isKnown = false) =>
    createGate({ caps: { checkout: 3 }, countWrites: () => Promise.resolve({ count, isKnown }) });

  test('lets as many writes through as it says, and no more', async () => {
    await capped(2).last('checkout');
    await expect(capped(3).last('checkout')).rejects.toMatchObject({ code: 'forbidden', reasons: ['cap'] });
    await capped(3).last('social.post');
    await capped(3).last('orders.get');
  });

  test('does not stop a write that is on record: it was let through by an earlier attempt', async () => {
    await capped(50, true).last('checkout');
  });
});

describe('a request of an earlier turn', () => {
  const facts = (message: string): CallFacts => ({
    message,
    before: [{ said: 'refund', shown: 'Which order should I refund?' }],
    open: { choices: [] },
    evidence: [],
  });

  test('is used up once it was carried out', async () => {
    const asked: unknown[] = [];
    const countSince: GateDeps['countSince'] = (query) => Promise.resolve(asked.push(query));
    const buy: CallFacts = {
      ...facts('nebula'),
      before: [{ said: 'buy a skin', shown: 'Did you mean Nebula or Aurora?' }],
    };
    const { last } = createGate({ countSince });
    await expect(last('checkout', { request: readRequest(buy) })).rejects.toMatchObject({
      reasons: ['used_up'],
    });
    expect(asked).toEqual([{ sessionId: 's', runId: 'r', tool: 'checkout', message: 'buy a skin' }]);
  });

  test('does not matter where this turn asks for it, or a person said yes to exactly this', async () => {
    const { last } = createGate({ countSince: () => Promise.resolve(1) });
    await last('orders.refund', { request: readRequest(facts('refund order 12')) });
    await last('orders.refund', { request: readRequest(facts('12')) });
    await last('orders.refund', { request: undefined });
  });
});

describe('a cart', () => {
  const item = (id: string, unit_price: number, quantity = 2) => ({
    product_id: id,
    name: id.toUpperCase(),
    quantity,
    unit_price,
  });
  const CART: JsonObject = {
    id: 7,
    user: 'ada',
    items: [item('a', 19.99), item('b', 5)],
    total: 49.98,
    currency: 'USD',
    status: 'open',
  };
  const sold = (id: string, price: number): JsonValue => {
    const about = { category: 'c', currency: 'USD', stock: 1, tags: [], description: '' };
    return { products: [], product: { id, price, name: id, ...about } };
  };
  const AS_SHOWN: Record<string, number> = { a: 19.99, b: 5 };
  const shop = (change: Partial<NonNullable<LastLook['shop']>> = {}): Pick<LastLook, 'shop'> => ({
    shop: {
      cart: () => Promise.resolve(CART),
      product: (id) => Promise.resolve(sold(id, AS_SHOWN[id] ?? 0)),
      ...change,
    },
  });
  const shown = [{ stepId: 1, tool: 'cart.add', args: {}, result: CART }];
  const buy = (look: Partial<LastLook>) =>
    createGate().last('checkout', { evidence: shown, ...look }, { cart_id: 7 });
  const price_changed = { code: 'price_changed', reasons: ['price_changed'] };

  test('is bought as it was shown, and is given back as it is', async () => {
    await expect(buy(shop())).resolves.toMatchObject([{ tool: 'cart.get', result: CART }]);
  });

  test('is read with the price of everything in it, and nothing is bought where one changed', async () => {
    const dearer = (id: string) => Promise.resolve(sold(id, id === 'a' ? 19.99 : 5.5));
    await expect(buy(shop({ product: dearer }))).rejects.toMatchObject({
      ...price_changed,
      message: 'The price of B changed from 5.00 USD to 5.50 USD, so I bought nothing.',
    });
  });

  test.each([
    ['more of it', { items: [item('a', 19.99, 3), item('b', 5)] }],
    ['something else', { items: [item('a', 19.99), item('c', 5)] }],
    ['the same for another total', { total: 59.98 }],
    ['the same in another currency', { currency: 'EUR' }],
    ['the cart of another number', { id: 8 }],
  ])('that holds %s by now is not bought', async (_what, change) => {
    const cart = () => Promise.resolve({ ...CART, ...change });
    await expect(buy(shop({ cart }))).rejects.toMatchObject(price_changed);
  });

  test.each([
    ['is empty', { items: [] }],
    ['was already checked out', { status: 'checked_out' }],
  ])('that %s is not asked about', async (problem, change) => {
    const cart = () => Promise.resolve({ ...CART, ...change });
    const message = `Cart 7 ${problem}.`;
    await expect(buy(shop({ cart }))).rejects.toMatchObject({ code: 'conflict', message });
  });

  test('of what is not sold any more is none', async () => {
    const gone = new ToolError('not_found', 'No product fits.');
    await expect(buy(shop({ product: () => Promise.reject(gone) }))).rejects.toMatchObject(price_changed);
    const other = () => Promise.resolve(sold('other', 19.99));
    await expect(buy(shop({ product: other }))).rejects.toMatchObject(price_changed);
  });

  test('that cannot be read is not bought', async () => {
    const away = new ToolError('unavailable', 'The store is away.');
    await expect(buy(shop({ product: () => Promise.reject(away) }))).rejects.toBe(away);
    await expect(buy(shop({ cart: () => Promise.reject(away) }))).rejects.toBe(away);
    await expect(buy(shop({ cart: () => Promise.resolve('<html>') }))).rejects.toMatchObject(price_changed);
  });

  test('that this plan was not shown is given with its price, for the question', async () => {
    await expect(buy({ evidence: [], ...shop() })).resolves.toMatchObject([{ result: { total: 49.98 } }]);
  });
});
