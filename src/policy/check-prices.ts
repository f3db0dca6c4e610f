import { z } from 'zod';
import { ToolError } from '../core/errors.js';
import { Cart, Product } from '../services/commerce/commerce.schema.js';
import type { Evidence } from './provenance/facts.js';
import { RefusedError } from './refused-error.js';

/** What `catalog.list` answers where one product is picked. */
const Picked = z.object({ product: Product });

/** Picks a product of the catalogue as it is now by its id; throws `ToolError` where there is none. */
export type PickProduct = (id: string) => Promise<unknown>;

/**
 * Reads the price of everything in a cart again, and refuses where it is not what the person was shown. A cart that was not
 * seen in this plan has no price to hold it to.
 */
export async function checkPrices(
  cartId: unknown,
  evidence: readonly Evidence[],
  pick: PickProduct,
): Promise<void> {
  const cart = lastCart(cartId, evidence);
  await Promise.all(
    (cart?.items ?? []).map(async ({ product_id, name, unit_price }) => {
      const product = await current(product_id, name, pick);
      if (product.price.toFixed(2) === unit_price.toFixed(2)) return;
      const [before, now] = [unit_price, product.price].map(
        (price) => `${price.toFixed(2)} ${product.currency}`,
      );
      throw changed(`The price of ${name} changed from ${before} to ${now}, so I bought nothing.`);
    }),
  );
}

function lastCart(id: unknown, evidence: readonly Evidence[]): Cart | undefined {
  const carts = evidence.flatMap(({ tool, result }) => {
    const read = tool.startsWith('cart.') ? Cart.safeParse(result) : undefined;
    return read?.success === true && read.data.id === id ? [read.data] : [];
  });
  return carts.at(-1);
}

async function current(id: string, name: string, pick: PickProduct): Promise<Product> {
  try {
    const picked = Picked.safeParse(await pick(id));
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
