import { Router } from '@koa/router';
import { z } from 'zod';
import { actingUser } from '../http/acting-user.js';
import { readBody, readId, readQuery } from '../http/read-input.js';
import type { AnswerWrite } from '../ledger/answer-write.js';
import type { UserDirectory } from '../users.js';
import { filterProducts } from './catalog.js';
import type { CommerceState } from './commerce.state.js';

const CatalogQuery = z.object({
  q: z.string().max(500).optional(),
  category: z.string().max(100).optional(),
  max_price: z.coerce.number().nonnegative().optional(),
});
const OrdersQuery = z.object({ user: z.string().max(128).optional() });
const NewCart = z.strictObject({ user: z.string().max(128).optional() });
const NewItem = z.strictObject({ product_id: z.string().min(1).max(128), quantity: z.int().min(1).max(99) });
const Checkout = z.strictObject({ user_handle: z.string().max(128).optional() });
const RefundRequest = z.strictObject({ reason: z.string().max(500).optional() });

export interface CommerceDeps {
  state: CommerceState;
  users: UserDirectory;
  answerWrite: AnswerWrite;
}

export function createCommerceRoutes(deps: CommerceDeps): Router {
  const router = new Router({ prefix: '/commerce' });
  addReads(router, deps);
  addCartWrites(router, deps);
  addOrderWrites(router, deps);
  return router;
}

function addReads(router: Router, { state, users }: CommerceDeps): void {
  router.get('/catalog', (ctx) => {
    ctx.body = { products: filterProducts(state.stock.products(), readQuery(ctx, CatalogQuery)) };
  });
  router.get('/orders', (ctx) => {
    const { user } = readQuery(ctx, OrdersQuery);
    ctx.body = { orders: state.orders.listOf(actingUser(ctx, users, user)) };
  });
  router.get('/carts/:id', (ctx) => {
    ctx.body = state.carts.get(readId(ctx.params['id'], 'cart number'), actingUser(ctx, users));
  });
  router.get('/orders/:id', (ctx) => {
    ctx.body = state.orders.get(readId(ctx.params['id'], 'order number'), actingUser(ctx, users));
  });
}

function addCartWrites(router: Router, { state, users, answerWrite }: CommerceDeps): void {
  router.post('/carts', (ctx) => {
    const body = readBody(ctx, NewCart);
    const user = actingUser(ctx, users, body.user);
    const write = { service: 'commerce', operation: 'cart.create', user } as const;
    answerWrite(ctx, write, () => state.carts.create(user));
  });
  router.post('/carts/:id/items', (ctx) => {
    const cartId = readId(ctx.params['id'], 'cart number');
    const body = readBody(ctx, NewItem);
    const user = actingUser(ctx, users);
    const write = { service: 'commerce', operation: 'cart.add', user } as const;
    answerWrite(ctx, write, () => state.carts.add(cartId, user, body));
  });
}

function addOrderWrites(router: Router, { state, users, answerWrite }: CommerceDeps): void {
  router.post('/checkout/:id', (ctx) => {
    const cartId = readId(ctx.params['id'], 'cart number');
    const body = readBody(ctx, Checkout);
    const user = actingUser(ctx, users, body.user_handle);
    const write = { service: 'commerce', operation: 'checkout', user } as const;
    answerWrite(ctx, write, () => state.checkout(cartId, user));
  });
  router.post('/orders/:id/refund', (ctx) => {
    const orderId = readId(ctx.params['id'], 'order number');
    const body = readBody(ctx, RefundRequest);
    const user = actingUser(ctx, users);
    const write = { service: 'commerce', operation: 'orders.refund', user } as const;
    answerWrite(ctx, write, () => state.refund(orderId, user, body.reason ?? 'Requested by the customer'));
  });
}
