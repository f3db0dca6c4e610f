import type { LineItem } from '../../services/commerce/commerce.schema.js';

/** The sum of a list of items, rounded to cents. */
export function totalOf(items: readonly LineItem[]): number {
  return Math.round(items.reduce((sum, item) => sum + item.quantity * item.unit_price, 0) * 100) / 100;
}
