import type { Product } from '../../services/commerce/commerce.schema.js';
import { wordSet, words } from '../text.js';

export interface CatalogFilter {
  q?: string | undefined;
  category?: string | undefined;
  max_price?: number | undefined;
}

/** The products that fit; with `q` those whose words hold all of its words, a hit in the name before other hits. */
export function filterProducts(products: readonly Product[], filter: CatalogFilter): Product[] {
  const category = filter.category === undefined ? undefined : words(filter.category).join(' ');
  const fitting = products.filter(
    (product) =>
      (category === undefined || words(product.category).join(' ') === category) &&
      (filter.max_price === undefined || product.price <= filter.max_price),
  );
  return filter.q === undefined ? fitting : rankByWords(fitting, words(filter.q));
}

function rankByWords(products: readonly Product[], query: readonly string[]): Product[] {
  return products
    .map((product) => ({ product, rank: rankOf(product, query) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ product }) => product);
}

/** 0 where a word is missing; else 1 and one more for every word that is in the name. */
function rankOf(product: Product, query: readonly string[]): number {
  const name = wordSet(`${product.name} ${product.id}`);
  const rest = wordSet(`${product.category} ${product.tags.join(' ')} ${product.description}`);
  if (!query.every((word) => name.has(word) || rest.has(word))) return 0;
  return 1 + query.filter((word) => name.has(word)).length;
}
