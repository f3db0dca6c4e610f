import type { Cart } from '../../services/commerce/commerce.schema.js';
import { createBoundedMap } from '../bounded-map.js';
import { SEEDED_CARTS, type CartSeed } from '../data/carts.js';
import { conflict, forbidden, notFound } from '../http/service-error.js';
import { totalOf } from './money.js';
import type { Stock } from './stock.js';

export interface Carts {
  create(user: string): Cart;
  /** Only its owner may have it: 403 for others. */
  get(id: number, user: string): Cart;
  add(id: number, user: string, item: { product_id: string; quantity: number }): Cart;
  list(): Cart[];
}

const KEPT_CARTS = 5_000;
const FIRST_NEW_CART = 101;
const MOST_OF_ONE_PRODUCT = 99;

export function createCarts(stock: Stock): Carts {
  const carts = createBoundedMap<number, Cart>(KEPT_CARTS);
  let nextId = FIRST_NEW_CART;
  for (const seed of SEEDED_CARTS) carts.put(seed.id, seededCart(seed, stock));

  const get = (id: number, user: string): Cart => {
    const cart = carts.get(id);
    if (cart === undefined) throw notFound(`There is no cart ${id}`);
    if (cart.user !== user) throw forbidden(`Cart ${id} belongs to somebody else`);
    if (cart.status === 'open') priceAnew(cart, stock);
    return cart;
  };

  return {
    create: (user) => {
      const cart: Cart = { id: nextId, user, items: [], total: 0, currency: 'USD', status: 'open' };
      nextId += 1;
      carts.put(cart.id, cart);
      return cart;
    },
    get,
    add: (id, user, item) => {
      const cart = get(id, user);
      if (cart.status !== 'open') throw conflict('cart_used', `Cart ${id} was already checked out`);
      addItem(cart, stock, item);
      return cart;
    },
    list: () => [...carts.values()],
  };
}

function addItem(
  cart: Cart,
  stock: Stock,
  { product_id, quantity }: { product_id: string; quantity: number },
): void {
  const { name, price } = stock.product(product_id);
  const others = cart.items.filter((item) => item.product_id !== product_id);
  const held = cart.items.find((item) => item.product_id === product_id)?.quantity ?? 0;
  const item = { product_id, name, quantity: held + quantity, unit_price: price };
  if (item.quantity > MOST_OF_ONE_PRODUCT) {
    throw conflict('too_many', `A cart holds at most ${MOST_OF_ONE_PRODUCT} of one product`);
  }
  stock.require([item]);
  cart.items = [...others, item];
  cart.total = totalOf(cart.items);
}

/** What is not bought yet costs what it costs now. */
function priceAnew(cart: Cart, stock: Stock): void {
  cart.items = cart.items.map((item) => ({ ...item, unit_price: stock.product(item.product_id).price }));
  cart.total = totalOf(cart.items);
}

function seededCart(seed: CartSeed, stock: Stock): Cart {
  const items = seed.items.map(([product_id, quantity]) => {
    const { name, price } = stock.product(product_id);
    return { product_id, name, quantity, unit_price: price };
  });
  return { id: seed.id, user: seed.user, status: seed.status, items, total: totalOf(items), currency: 'USD' };
}
