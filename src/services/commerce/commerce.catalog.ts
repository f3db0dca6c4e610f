import { ToolError } from '../../core/errors.js';
import { labelOf, matchProducts, pickProduct, type Wanted } from './commerce.match.js';
import type { Product } from './commerce.schema.js';

/** More products than this make no reply better, and every result is stored and sent to readers. */
const MAX_PRODUCTS = 50;
const MAX_CHOICES = 8;

export interface Listing {
  products: Product[];
  product?: Product | undefined;
}

/** The products that fit; with `pick` also the one that is meant, or a failure that offers what can be chosen from. */
export function listProducts(
  catalogue: readonly Product[],
  { pick, ...wanted }: Wanted & { pick?: boolean | undefined },
): Listing {
  const products = matchProducts(catalogue, wanted).slice(0, MAX_PRODUCTS);
  return pick === true ? { products, product: pickOne(catalogue, wanted) } : { products };
}

function pickOne(catalogue: readonly Product[], wanted: Wanted): Product {
  const pick = pickProduct(catalogue, wanted);
  const asked = wanted.query === undefined ? 'that' : `"${wanted.query}"`;
  switch (pick.found) {
    case 'one':
      return pick.product;
    case 'several':
      throw new ToolError('ambiguous', `Several products fit ${asked}.`, withChoices(pick.products));
    case 'none':
      throw new ToolError(
        'not_found',
        `No product fits ${asked}${limits(wanted)}.`,
        withChoices(pick.closest),
      );
    default:
      return pick satisfies never;
  }
}

function withChoices(products: Product[]) {
  const choices = products
    .slice(0, MAX_CHOICES)
    .map((product) => ({ label: labelOf(product), value: product.id }));
  return { service: 'commerce', choices };
}

function limits({ category, max_price }: Wanted): string {
  const within = category === undefined ? '' : ` in ${category}`;
  return max_price === undefined ? within : `${within} for at most ${max_price}`;
}
