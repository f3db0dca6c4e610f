/** Carts that exist from the start; each item is a product id and a quantity. */
export interface CartSeed {
  id: number;
  user: string;
  status: 'open' | 'checked_out';
  items: readonly (readonly [string, number])[];
}

export const SEEDED_CARTS: readonly CartSeed[] = [
  { id: 41, user: '1', status: 'checked_out', items: [['nebula-skin', 1]] },
  {
    id: 42,
    user: '1',
    status: 'open',
    items: [
      ['comet-sticker-pack', 2],
      ['photon-booster', 1],
    ],
  },
  { id: 43, user: '2', status: 'open', items: [['aurora-mount', 1]] },
  { id: 44, user: '1', status: 'open', items: [] },
];
