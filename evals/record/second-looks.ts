import { z } from 'zod';
import { hashOf } from '../../src/core/ids.js';
import { Cart, Product } from '../../src/services/commerce/commerce.schema.js';
import type { RecordedCall } from '../replay/recorded-tools.js';

const Picked = z.object({ product: Product });

/**
 * The calls, and those that no log has: before money is spent the service looks into the cart, and at the price of what is in it,
 * once more (`src/policy/check-cart.ts`). It found what the steps of the plan had found and left there.
 */
export function withSecondLooks(calls: readonly RecordedCall[]): RecordedCall[] {
  const known = new Set(calls.map(({ tool, args }) => hashOf(tool, args)));
  const looks = new Map<string, RecordedCall>();
  for (const call of calls) {
    const look = lookFor(call);
    if (look !== undefined && !known.has(hashOf(look.tool, look.args)))
      looks.set(hashOf(look.tool, look.args), look);
  }
  return [...calls, ...looks.values()];
}

/** How the service would ask again for what this call answers. */
function lookFor({ tool, outcome }: RecordedCall): RecordedCall | undefined {
  if (!('result' in outcome)) return undefined;
  const cart = tool.startsWith('cart.') ? Cart.safeParse(outcome.result) : undefined;
  if (cart?.success === true) return { tool: 'cart.get', args: { cart_id: cart.data.id }, outcome };
  const picked = tool === 'catalog.list' ? Picked.safeParse(outcome.result) : undefined;
  if (picked?.success !== true) return undefined;
  return { tool: 'catalog.list', args: { query: picked.data.product.id, pick: true }, outcome };
}
