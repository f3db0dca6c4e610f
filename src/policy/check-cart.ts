import { z } from 'zod';
import type { JsonObject } from '../contracts/json.js';
import { ToolError } from '../core/errors.js';
import { Cart, Product } from '../services/commerce/commerce.schema.js';
import type { Evidence } from './provenance/facts.js';
import { RefusedError } from './refused-error.js';

/** What `catalog.list` answers where one product is picked. */
const Picked = z.object({ product: Product });

/** The shop as it is now; both throw `ToolError` where there is no such thing. */
export interface Shop {
  /** Picks a product of the catalogue by its id. */
  product(id: string): Promise<unknown>;
  cart(args: JsonObject): Promise<unknown>;
}

/**
 * Reads a cart and the price of everything in it again, and refuses where it is not what this plan was shown of it: another
 * window may have put something in, or a price may have changed. Gives the cart as it is, as something the plan has seen.
 */
export async function checkCart(
  args: JsonObject,
  evidence: readonly Evidence[],
  shop: Shop,
): Promise<Evidence> {
  const shown = lastCart(args['cart_id'], evidence);
  const read = Cart.safeParse(await shop.cart(args));
  if (!read.success || read.data.id !== args['cart_id'])
    throw changed('I could not look into the cart, so I bought nothing.');
  assertOpen(read.data);
  if (shown !== undefined) assertSameItems(shown, read.data);
  await Promise.all((shown ?? read.data).items.map((item) => assertSamePrice(item, shop)));
  if (shown !== undefined) assertSameTotal(shown, read.data);
  return { stepId: LOOKED_AGAIN, tool: 'cart.get', args, result: z.json().parse(read.data) };
}

/** No step of the plan: they count from 1. */
const LOOKED_AGAIN = 0;

function lastCart(id: unknown, evidence: readonly Evidence[]): Cart | undefined {
  const carts = evidence.flatMap(({ tool, result }) => {
    const read = tool.startsWith('cart.') ? Cart.safeParse(result) : undefined;
    return read?.success === true && read.data.id === id ? [read.data] : [];
  });
  return carts.at(-1);
}

/** The shop would say so too, but only after the person has said yes. */
function assertOpen({ id, items, status }: Cart): void {
  const problem =
    status === 'checked_out' ? 'was already checked out' : items.length === 0 ? 'is empty' : undefined;
  if (problem === undefined) return;
  throw new RefusedError(['cart_not_open'], `Cart ${id} ${problem}.`, {
    code: 'conflict',
    service: 'commerce',
  });
}

function assertSameItems(shown: Cart, now: Cart): void {
  const contents = ({ items }: Cart): string =>
    items
      .map(({ product_id, quantity }) => `${quantity} ${product_id}`)
      .toSorted()
      .join('\n');
  if (contents(shown) === contents(now)) return;
  throw changed(`Something else is in cart ${now.id} than I knew of, so I bought nothing.`);
}

function assertSameTotal(shown: Cart, now: Cart): void {
  if (shown.currency === now.currency && shown.total.toFixed(2) === now.total.toFixed(2)) return;
  const [before, after] = [shown, now].map(({ total, currency }) => `${total.toFixed(2)} ${currency}`);
  throw changed(`Cart ${now.id} came to ${before} and comes to ${after} now, so I bought nothing.`);
}

async function assertSamePrice(
  { product_id, name, unit_price }: Cart['items'][number],
  shop: Shop,
): Promise<void> {
  const product = await current(product_id, name, shop);
  if (product.price.toFixed(2) === unit_price.toFixed(2)) return;
  const [before, now] = [unit_price, product.price].map((price) => `${price.toFixed(2)} ${product.currency}`);
  throw changed(`The price of ${name} changed from ${before} to ${now}, so I bought nothing.`);
}

async function current(id: string, name: string, shop: Shop): Promise<Product> {
  try {
    const picked = Picked.safeParse(await shop.product(id));
    if (picked.success && picked.data.product.id === id) return picked.data.product;
  } catch (error) {
    const isGone = error instanceof ToolError && (error.code === 'not_found' || error.code === 'ambiguous');
    if (!isGone) throw error;
  }
  throw changed(`${name} is not sold any more, so I bought nothing.`);
}

function changed(message: string): RefusedError {
  return new RefusedError(['price_changed'], message, { code: 'price_changed', service: 'commerce' });
}
