import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Cart, Catalog, Order, OrderList, Refund } from '../../services/commerce/commerce.schema.js';
import { startSandbox, type RunningSandbox } from '../sandbox.fixture.js';

let on: RunningSandbox;
beforeAll(async () => {
  on = await startSandbox();
});
beforeEach(() => on.sandbox.reset());
afterAll(() => on.close());

async function stockOf(id: string): Promise<number | undefined> {
  const { products } = Catalog.parse((await on.get('/commerce/catalog')).body);
  return products.find((product) => product.id === id)?.stock;
}

async function filledCart(product_id: string, quantity = 1, user = '1'): Promise<Cart> {
  const { id } = Cart.parse((await on.post('/commerce/carts', { user }, { user })).body);
  return Cart.parse((await on.post(`/commerce/carts/${id}/items`, { product_id, quantity }, { user })).body);
}

describe('the catalogue', () => {
  it('holds at least 48 products, one of them the Nebula Skin', async () => {
    const { products } = Catalog.parse((await on.get('/commerce/catalog', { user: '' })).body);
    expect(products.length).toBeGreaterThanOrEqual(48);
    expect(products).toContainEqual(
      expect.objectContaining({ id: 'nebula-skin', name: 'Nebula Skin', price: 19.99 }),
    );
  });

  it('is searched by words in any order and number', async () => {
    const { products } = Catalog.parse((await on.get('/commerce/catalog?q=SKINS+nebula')).body);
    expect(products.slice(0, 2).map(({ id }) => id)).toEqual(['nebula-skin', 'nebula-skin-deluxe']);
  });

  it('is filtered by category and price', async () => {
    const { products } = Catalog.parse((await on.get('/commerce/catalog?category=Skin&max_price=18')).body);
    expect(products.map(({ id }) => id)).toEqual(['aurora-skin', 'retro-pilot-skin']);
  });

  it('refuses a price that is no number', async () => {
    expect((await on.get('/commerce/catalog?max_price=cheap')).status).toBe(400);
  });
});

describe('carts and checkout', () => {
  it('a cart adds up and becomes a paid order that is listed first', async () => {
    const before = await stockOf('veze-cap');
    const cart = await filledCart('veze-cap', 3);
    expect(cart).toMatchObject({ user: '1', total: 59.7, status: 'open' });
    const order = Order.parse(
      (await on.post(`/commerce/checkout/${cart.id}`, { user_handle: 'pilot_handle' })).body,
    );
    expect(order).toMatchObject({ user: '1', status: 'paid', total: 59.7 });
    const { orders } = OrderList.parse((await on.get('/commerce/orders?user=1')).body);
    expect(orders[0]).toEqual(order);
    expect(await stockOf('veze-cap')).toBe((before ?? 0) - 3);
  });

  it('the same product twice is one line', async () => {
    const { id } = await filledCart('pilot-mug');
    const cart = Cart.parse(
      (await on.post(`/commerce/carts/${id}/items`, { product_id: 'pilot-mug', quantity: 2 })).body,
    );
    expect(cart.items).toEqual([
      { product_id: 'pilot-mug', name: 'Pilot Mug', quantity: 3, unit_price: 12.5 },
    ]);
  });

  it.each([
    [41, 'cart_used'],
    [44, 'cart_empty'],
  ])('checkout of cart %i is refused with %s', async (cart, code) => {
    const reply = await on.post(`/commerce/checkout/${cart}`, { user_handle: '' });
    expect(reply).toMatchObject({ status: 409, body: { error: { code } } });
  });

  it('what is out of stock cannot be put in a cart', async () => {
    const reply = await on.post('/commerce/carts/42/items', { product_id: 'solar-flare-skin', quantity: 1 });
    expect(reply).toMatchObject({ status: 409, body: { error: { code: 'out_of_stock' } } });
  });

  it('of two carts with the last pieces only the first is checked out', async () => {
    const first = await filledCart('dinoboss-figure', 18);
    const second = await filledCart('dinoboss-figure', 1, '2');
    expect((await on.post(`/commerce/checkout/${first.id}`, {})).status).toBe(200);
    const refused = await on.post(`/commerce/checkout/${second.id}`, {}, { user: '2' });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'out_of_stock' } } });
    expect(await stockOf('dinoboss-figure')).toBe(0);
  });

  it.each([0, 100, 1.5, '2'])('a quantity of %j is refused', async (quantity) => {
    const reply = await on.post('/commerce/carts/42/items', { product_id: 'nebula-skin', quantity });
    expect([400, 422]).toContain(reply.status);
  });

  it("nobody touches somebody else's cart", async () => {
    expect(
      (await on.post('/commerce/carts/43/items', { product_id: 'nebula-skin', quantity: 1 })).status,
    ).toBe(403);
    expect((await on.post('/commerce/checkout/43', {})).status).toBe(403);
    expect((await on.post('/commerce/carts', { user: '2' })).status).toBe(403);
  });
});

describe('orders', () => {
  it('user 1 has an order in every state, newest first', async () => {
    const { orders } = OrderList.parse((await on.get('/commerce/orders?user=1')).body);
    expect(new Set(orders.map(({ status }) => status)).size).toBe(6);
    expect(orders.map(({ placed_at }) => placed_at)).toEqual(
      orders
        .map(({ placed_at }) => placed_at)
        .toSorted()
        .toReversed(),
    );
    expect(orders.find(({ status }) => status === 'shipped')?.tracking?.carrier).toBe('Orbit Parcel');
  });

  it('somebody new has none', async () => {
    expect((await on.get('/commerce/orders?user=guest', { user: 'guest' })).body).toEqual({ orders: [] });
  });

  it('are shown to their owner only', async () => {
    expect((await on.get('/commerce/orders/201')).status).toBe(403);
    expect((await on.get('/commerce/orders?user=2')).status).toBe(403);
    expect((await on.get('/commerce/orders/123', { user: '' })).status).toBe(401);
    expect((await on.get('/commerce/orders/4711')).status).toBe(404);
    expect((await on.get('/commerce/orders/abc')).status).toBe(400);
  });

  it.each([123, 125, 126])('order %i is refunded once, and its goods go back to the stock', async (id) => {
    const order = Order.parse((await on.get(`/commerce/orders/${id}`)).body);
    const item = order.items[0]?.product_id ?? '';
    const before = (await stockOf(item)) ?? 0;
    const refund = Refund.parse(
      (await on.post(`/commerce/orders/${id}/refund`, { reason: 'Too small' })).body,
    );
    expect(refund).toMatchObject({ order_id: id, amount: order.total });
    const after = Order.parse((await on.get(`/commerce/orders/${id}`)).body);
    expect(after).toMatchObject({ status: 'refunded', refund: { reason: 'Too small' } });
    expect(await stockOf(item)).toBeGreaterThan(before);
    expect((await on.post(`/commerce/orders/${id}/refund`, {})).status).toBe(409);
  });

  it.each([
    [124, 'pending'],
    [128, 'cancelled'],
    [129, 'refunded'],
  ])('order %i is not refunded: it is %s', async (id, status) => {
    const reply = await on.post(`/commerce/orders/${id}/refund`, {});
    expect(reply).toMatchObject({ status: 409, body: { error: { code: `order_${status}` } } });
  });

  it("nobody refunds somebody else's order", async () => {
    expect((await on.post('/commerce/orders/202/refund', {})).status).toBe(403);
  });
});
