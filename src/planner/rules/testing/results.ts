import type { Order, OrderStatus, Product } from '../../../services/commerce/commerce.schema.js';

export function product(name: string, price = 19.99): Product {
  const id = name.toLowerCase().replaceAll(' ', '-');
  return { id, name, category: 'skins', price, currency: 'USD', stock: 5, tags: [], description: `${name}.` };
}

export function order(id: number, status: OrderStatus = 'paid') {
  const item = { product_id: 'nebula-skin', name: 'Nebula Skin', quantity: 1, unit_price: 19.99 };
  return {
    id,
    user: 'pilot',
    status,
    items: [item],
    total: 19.99,
    currency: 'USD',
    placed_at: '2026-03-12T10:00:00Z',
  } satisfies Order;
}

export const PASSAGE = {
  id: 'kb-refunds',
  title: 'Refunds',
  section: 'How long',
  quote: 'A refund takes 3 days.',
};
