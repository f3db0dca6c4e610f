import { z } from 'zod';

/** Prices are in whole currency units with at most two decimals: 19.99. */
export const Product = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  price: z.number().nonnegative(),
  currency: z.string(),
  stock: z.int().nonnegative(),
  tags: z.array(z.string()),
  description: z.string(),
});
export type Product = z.infer<typeof Product>;

/** `GET /catalog?q=&category=&max_price=` */
export const Catalog = z.object({ products: z.array(Product) });
export type Catalog = z.infer<typeof Catalog>;

export const LineItem = z.object({
  product_id: z.string(),
  name: z.string(),
  quantity: z.int().positive(),
  unit_price: z.number().nonnegative(),
});
export type LineItem = z.infer<typeof LineItem>;

/** `POST /carts {user}`, `POST /carts/:id/items {product_id, quantity}` and `GET /carts/:id` at the prices of the moment. */
export const Cart = z.object({
  id: z.int(),
  user: z.string(),
  items: z.array(LineItem),
  total: z.number().nonnegative(),
  currency: z.string(),
  status: z.enum(['open', 'checked_out']),
});
export type Cart = z.infer<typeof Cart>;

export const OrderStatus = z.enum(['pending', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded']);
export type OrderStatus = z.infer<typeof OrderStatus>;

/** `GET /orders/:id` and `POST /checkout/:cart_id {user_handle}`; instants are ISO 8601. */
export const Order = z.object({
  id: z.int(),
  user: z.string(),
  status: OrderStatus,
  items: z.array(LineItem),
  total: z.number().nonnegative(),
  currency: z.string(),
  placed_at: z.string(),
  tracking: z.object({ carrier: z.string(), number: z.string(), eta: z.string() }).optional(),
  refund: z.object({ amount: z.number(), at: z.string(), reason: z.string() }).optional(),
});
export type Order = z.infer<typeof Order>;

/** `GET /orders?user=` newest first */
export const OrderList = z.object({ orders: z.array(Order) });
export type OrderList = z.infer<typeof OrderList>;

/** `POST /orders/:id/refund {reason}` */
export const Refund = z.object({
  order_id: z.int(),
  status: z.literal('refunded'),
  amount: z.number(),
  currency: z.string(),
  receipt: z.string(),
});
export type Refund = z.infer<typeof Refund>;
