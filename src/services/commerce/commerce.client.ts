import type { CallContext, ServiceHttp } from '../../core/http.js';
import { path } from '../../core/http-path.js';
import { Cart, Catalog, Order, OrderList, Refund } from './commerce.schema.js';

export interface CommerceClient {
  catalog(filter: { max_price?: number | undefined }, context: CallContext): Promise<Catalog>;
  createCart(context: CallContext): Promise<Cart>;
  cart(id: number, context: CallContext): Promise<Cart>;
  addToCart(
    cartId: number,
    item: { product_id: string; quantity: number },
    context: CallContext,
  ): Promise<Cart>;
  checkout(cartId: number, context: CallContext): Promise<Order>;
  order(id: number, context: CallContext): Promise<Order>;
  orders(context: CallContext): Promise<OrderList>;
  refund(orderId: number, reason: string | undefined, context: CallContext): Promise<Refund>;
}

export function createCommerceClient(http: ServiceHttp): CommerceClient {
  return {
    catalog: ({ max_price }, context) =>
      http.get(path`/catalog`, { query: { max_price }, schema: Catalog, context }),
    createCart: (context) =>
      http.post(path`/carts`, { body: { user: context.userId }, schema: Cart, context }),
    cart: (id, context) => http.get(path`/carts/${id}`, { schema: Cart, context }),
    addToCart: (cartId, item, context) =>
      http.post(path`/carts/${cartId}/items`, { body: item, schema: Cart, context }),
    checkout: (cartId, context) =>
      http.post(path`/checkout/${cartId}`, { body: { user_handle: context.userId }, schema: Order, context }),
    order: (id, context) => http.get(path`/orders/${id}`, { schema: Order, context }),
    orders: (context) =>
      http.get(path`/orders`, { query: { user: context.userId }, schema: OrderList, context }),
    refund: (orderId, reason, context) =>
      http.post(path`/orders/${orderId}/refund`, { body: { reason }, schema: Refund, context }),
  };
}
