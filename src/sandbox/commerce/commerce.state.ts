import type { Order, Refund } from '../../services/commerce/commerce.schema.js';
import type { Clock } from '../../core/clock.js';
import type { JsonObject } from '../../contracts/json.js';
import { seededOrders } from '../data/orders.js';
import { PRODUCTS } from '../data/products.js';
import { conflict } from '../http/service-error.js';
import { createCarts, type Carts } from './carts.js';
import { createOrders, type Orders } from './orders.js';
import { createStock, type Stock } from './stock.js';

export interface CommerceState {
  stock: Stock;
  carts: Carts;
  orders: Orders;
  /** All or nothing: takes the stock, uses up the cart and places a paid order; 409 where that cannot be. */
  checkout(cartId: number, user: string): Order;
  /** Gives the money back and the goods to the stock; 409 where the order's state forbids it. */
  refund(orderId: number, user: string, reason: string): Refund;
  snapshot(): JsonObject;
}

export function createCommerceState(clock: Clock): CommerceState {
  const stock = createStock(PRODUCTS);
  const carts = createCarts(stock);
  const orders = createOrders(clock, seededOrders(clock.now(), PRODUCTS));

  return {
    stock,
    carts,
    orders,
    checkout: (cartId, user) => {
      const cart = carts.get(cartId, user);
      if (cart.status !== 'open') throw conflict('cart_used', `Cart ${cartId} was already checked out`);
      if (cart.items.length === 0) throw conflict('cart_empty', `Cart ${cartId} is empty`);
      stock.require(cart.items);
      stock.take(cart.items);
      cart.status = 'checked_out';
      return orders.place(cart);
    },
    refund: (orderId, user, reason) => {
      const order = orders.get(orderId, user);
      const refund = orders.refund(order, reason);
      stock.putBack(order.items);
      return refund;
    },
    snapshot: () => ({
      stock: Object.fromEntries(stock.products().map(({ id, stock: left }) => [id, left])),
      carts: carts.list(),
      orders: orders.list().map(toJson),
    }),
  };
}

/** An order without the keys it leaves out, which JSON does not know as undefined. */
function toJson({ tracking, refund, ...order }: Order): JsonObject {
  return { ...order, ...(tracking && { tracking }), ...(refund && { refund }) };
}
