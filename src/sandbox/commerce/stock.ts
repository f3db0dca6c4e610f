import type { LineItem, Product } from '../../services/commerce/commerce.schema.js';
import { conflict, notFound } from '../http/service-error.js';

export interface Stock {
  /** With their stock of this moment, in the order of the catalogue. */
  products(): Product[];
  product(id: string): Product;
  /** Throws 409 where one of the items is not there in that quantity. */
  require(items: readonly LineItem[]): void;
  take(items: readonly LineItem[]): void;
  putBack(items: readonly LineItem[]): void;
}

export function createStock(seeds: readonly Product[]): Stock {
  const products = new Map(seeds.map((seed) => [seed.id, { ...seed }]));

  const product = (id: string): Product => {
    const found = products.get(id);
    if (found === undefined) throw notFound(`There is no product ${id}`);
    return found;
  };
  const change = (items: readonly LineItem[], sign: 1 | -1): void => {
    for (const item of items) product(item.product_id).stock += sign * item.quantity;
  };

  return {
    products: () => [...products.values()],
    product,
    require: (items) => {
      for (const item of items) requireStock(product(item.product_id), item.quantity);
    },
    take: (items) => change(items, -1),
    putBack: (items) => change(items, 1),
  };
}

function requireStock(product: Product, quantity: number): void {
  if (product.stock >= quantity) return;
  const left = product.stock === 0 ? 'is out of stock' : `has only ${product.stock} left`;
  throw conflict('out_of_stock', `${product.name} ${left}`);
}
