import type { Cart, Order, Refund } from '../../services/commerce/commerce.schema.js';
import type { Clock } from '../../core/clock.js';
import { createBoundedMap } from '../bounded-map.js';
import { conflict, forbidden, notFound } from '../http/service-error.js';

export interface Orders {
  /** Only its owner may have it: 403 for others. */
  get(id: number, user: string): Order;
  /** Newest first, at most `PAGE` of them. */
  listOf(user: string): Order[];
  list(): Order[];
  place(cart: Cart): Order;
  refund(order: Order, reason: string): Refund;
}

const PAGE = 50;
const KEPT_ORDERS = 20_000;
const FIRST_NEW_ORDER = 1001;

/** Why an order cannot be refunded, by its status; a status that is not here can be. */
const NOT_REFUNDABLE: Partial<Record<Order['status'], string>> = {
  pending: 'it was not paid yet, so there is nothing to give back',
  cancelled: 'it was cancelled and never charged',
  refunded: 'it was already refunded',
};

export function createOrders(clock: Clock, seeds: readonly Order[]): Orders {
  const orders = createBoundedMap<number, Order>(KEPT_ORDERS);
  /** Of each user the newest first, so that a list costs the same after thousands of orders. */
  const recent = new Map<string, Order[]>();
  let nextId = FIRST_NEW_ORDER;

  const add = (order: Order): Order => {
    orders.put(order.id, order);
    recent.set(order.user, [order, ...(recent.get(order.user) ?? [])].slice(0, PAGE));
    return order;
  };
  for (const seed of oldestFirst(seeds)) add(seed);

  return {
    get: (id, user) => {
      const order = orders.get(id);
      if (order === undefined) throw notFound(`There is no order ${id}`);
      if (order.user !== user) throw forbidden(`Order ${id} belongs to somebody else`);
      return order;
    },
    listOf: (user) => recent.get(user) ?? [],
    list: () => [...orders.values()],
    place: ({ user, items, total, currency }) => {
      const order: Order = {
        id: nextId,
        user,
        status: 'paid',
        items,
        total,
        currency,
        placed_at: nowIn(clock),
      };
      nextId += 1;
      return add(order);
    },
    refund: (order, reason) => refundOrder(order, reason, nowIn(clock)),
  };
}

function refundOrder(order: Order, reason: string, at: string): Refund {
  const refusal = NOT_REFUNDABLE[order.status];
  if (refusal !== undefined) {
    throw conflict(`order_${order.status}`, `Order ${order.id} cannot be refunded: ${refusal}`);
  }
  order.status = 'refunded';
  order.refund = { amount: order.total, at, reason };
  const { id, total, currency } = order;
  return {
    order_id: id,
    status: 'refunded',
    amount: total,
    currency,
    receipt: `RF-${id}-${Date.parse(at) % 100_000}`,
  };
}

function oldestFirst(orders: readonly Order[]): Order[] {
  return orders.toSorted((a, b) => a.placed_at.localeCompare(b.placed_at) || a.id - b.id);
}

function nowIn(clock: Clock): string {
  return clock.now().toISOString();
}
