import { ToolError } from '../../core/errors.js';
import { rehearsedId, type Rehearsal } from '../service-tool.js';
import type { CommerceClient } from './commerce.client.js';
import { Cart, Order, type Refund } from './commerce.schema.js';

/** An empty cart that nobody has opened. */
export function rehearseCart(rehearsal: Rehearsal): Cart {
  const id = rehearsedId(rehearsal);
  return { id, user: rehearsal.userId, items: [], total: 0, currency: 'USD', status: 'open' };
}

/** The cart as the plan knows it, with the product in it at the price of this moment. */
export async function rehearseAdd(
  client: CommerceClient,
  item: { cart_id: number; product_id: string; quantity: number },
  rehearsal: Rehearsal,
): Promise<Cart> {
  const { products } = await client.catalog({}, rehearsal);
  const product = products.find(({ id }) => id === item.product_id);
  if (product === undefined) throw notFound(`There is no product ${item.product_id}.`);
  const cart = cartBefore(item.cart_id, rehearsal) ?? (await client.cart(item.cart_id, rehearsal));
  const held = cart.items.find(({ product_id }) => product_id === product.id)?.quantity ?? 0;
  const others = cart.items.filter(({ product_id }) => product_id !== product.id);
  const quantity = held + item.quantity;
  const items = [
    ...others,
    { product_id: product.id, name: product.name, quantity, unit_price: product.price },
  ];
  return { ...cart, items, total: sum(items), currency: product.currency };
}

/** The order a cart would become, the one of this plan or the one the shop knows. */
export async function rehearseCheckout(
  client: CommerceClient,
  cartId: number,
  rehearsal: Rehearsal,
): Promise<Order> {
  const { items, total, currency } = cartBefore(cartId, rehearsal) ?? (await client.cart(cartId, rehearsal));
  const placed = {
    id: rehearsedId(rehearsal),
    user: rehearsal.userId,
    placed_at: rehearsal.now.toISOString(),
  };
  return { ...placed, status: 'paid', items, total, currency };
}

/** Why there is nothing to pay back; a state that is not named can be refunded. */
const NOT_REFUNDED: Partial<Record<Order['status'], string>> = {
  refunded: 'was refunded already',
  cancelled: 'was cancelled, so there is nothing to refund',
  pending: 'is not paid yet, so there is nothing to refund',
};

/** The refund of an order that was found, as far as there is something to pay back. */
export function rehearseRefund(order: Order, { stepId }: Rehearsal): Refund {
  const reason = NOT_REFUNDED[order.status];
  if (reason !== undefined)
    throw new ToolError('conflict', `Order ${order.id} ${reason}.`, { service: 'commerce' });
  const receipt = `dry-run-${stepId}`;
  return { order_id: order.id, status: 'refunded', amount: order.total, currency: order.currency, receipt };
}

/** The order a checkout of this plan was rehearsed to; undefined for every other number. */
export function rehearsedOrder(id: number, { before }: Rehearsal): Order | undefined {
  const orders = before
    .filter(({ tool }) => tool === 'checkout')
    .map(({ result }) => Order.safeParse(result));
  return orders.find((order) => order.data?.id === id)?.data;
}

/** The cart as the plan knows it; undefined for a cart it has not touched. */
export function cartBefore(id: number, { before }: Rehearsal): Cart | undefined {
  const carts = before
    .filter(({ tool }) => tool.startsWith('cart.'))
    .map(({ result }) => Cart.safeParse(result));
  return carts.findLast((cart) => cart.data?.id === id)?.data;
}

function sum(items: Cart['items']): number {
  const cents = items.reduce(
    (all, { quantity, unit_price }) => all + quantity * Math.round(unit_price * 100),
    0,
  );
  return cents / 100;
}

function notFound(message: string): ToolError {
  return new ToolError('not_found', message, { service: 'commerce' });
}
