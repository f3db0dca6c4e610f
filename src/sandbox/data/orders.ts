import type { Order, OrderStatus, Product } from '../../services/commerce/commerce.schema.js';

interface OrderSeed {
  id: number;
  user: string;
  status: OrderStatus;
  daysAgo: number;
  items: readonly (readonly [productId: string, quantity: number])[];
  tracking?: { carrier: string; number: string; etaInDays: number };
  refundReason?: string;
}

const SEEDS: readonly OrderSeed[] = [
  {
    id: 123,
    user: '1',
    status: 'delivered',
    daysAgo: 6,
    items: [
      ['nebula-skin', 1],
      ['photon-booster', 2],
    ],
    tracking: { carrier: 'VEZE Instant', number: 'VI-000123', etaInDays: -6 },
  },
  { id: 124, user: '1', status: 'pending', daysAgo: 0.1, items: [['veze-hoodie', 1]] },
  { id: 125, user: '1', status: 'paid', daysAgo: 0.5, items: [['pilot-mug', 2]] },
  {
    id: 126,
    user: '1',
    status: 'shipped',
    daysAgo: 2,
    items: [
      ['dinoboss-figure', 1],
      ['comet-sticker-pack', 1],
    ],
    tracking: { carrier: 'Orbit Parcel', number: 'OP-7741-126', etaInDays: 2 },
  },
  {
    id: 127,
    user: '1',
    status: 'delivered',
    daysAgo: 14,
    items: [['nova-desk-mat', 1]],
    tracking: { carrier: 'Orbit Parcel', number: 'OP-7702-127', etaInDays: -10 },
  },
  { id: 128, user: '1', status: 'cancelled', daysAgo: 11, items: [['galaxy-mount', 1]] },
  {
    id: 129,
    user: '1',
    status: 'refunded',
    daysAgo: 20,
    items: [['plasma-rifle', 1]],
    refundReason: 'Bought twice',
  },
  {
    id: 201,
    user: '2',
    status: 'shipped',
    daysAgo: 3,
    items: [['veze-cap', 1]],
    tracking: { carrier: 'Orbit Parcel', number: 'OP-7738-201', etaInDays: 1 },
  },
  { id: 202, user: '2', status: 'delivered', daysAgo: 8, items: [['aurora-skin', 1]] },
  {
    id: 203,
    user: '2',
    status: 'refunded',
    daysAgo: 16,
    items: [['xp-booster-7d', 1]],
    refundReason: 'Wrong account',
  },
  { id: 301, user: '3', status: 'paid', daysAgo: 1, items: [['season-pass', 1]] },
  { id: 302, user: '3', status: 'delivered', daysAgo: 12, items: [['engineer-toolkit', 1]] },
  { id: 401, user: 'ada', status: 'delivered', daysAgo: 5, items: [['nebula-skin-deluxe', 1]] },
  {
    id: 402,
    user: 'ada',
    status: 'shipped',
    daysAgo: 1,
    items: [['vanguard-poster', 3]],
    tracking: { carrier: 'Orbit Parcel', number: 'OP-7750-402', etaInDays: 4 },
  },
  { id: 403, user: 'ada', status: 'pending', daysAgo: 0.2, items: [['gift-card-25', 1]] },
];

const DAY_MS = 86_400_000;

/** The orders that exist from the start, dated back from `now`. */
export function seededOrders(now: Date, products: readonly Product[]): Order[] {
  const catalogue = new Map(products.map((product) => [product.id, product]));
  return SEEDS.map((seed) => toOrder(seed, now, catalogue));
}

function toOrder(seed: OrderSeed, now: Date, catalogue: ReadonlyMap<string, Product>): Order {
  const items = seed.items.map(([product_id, quantity]) => {
    const product = catalogue.get(product_id);
    if (product === undefined) throw new Error(`Order ${seed.id} holds the unknown product ${product_id}`);
    return { product_id, name: product.name, quantity, unit_price: product.price };
  });
  const cents = items.reduce((sum, item) => sum + Math.round(item.unit_price * 100) * item.quantity, 0);
  const total = cents / 100;
  const { id, user, status, tracking, refundReason } = seed;
  return {
    id,
    user,
    status,
    items,
    total,
    currency: 'USD',
    placed_at: daysFrom(now, -seed.daysAgo),
    ...(tracking && {
      tracking: {
        carrier: tracking.carrier,
        number: tracking.number,
        eta: daysFrom(now, tracking.etaInDays),
      },
    }),
    ...(refundReason !== undefined && {
      refund: { amount: total, at: daysFrom(now, 1 - seed.daysAgo), reason: refundReason },
    }),
  };
}

function daysFrom(now: Date, days: number): string {
  return new Date(now.getTime() + days * DAY_MS).toISOString();
}
