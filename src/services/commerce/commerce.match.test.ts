import { describe, expect, it } from 'vitest';
import { listProducts } from './commerce.catalog.js';
import { labelOf, matchProducts, pickProduct } from './commerce.match.js';
import type { Product } from './commerce.schema.js';

function product(name: string, price: number, category: string, tags: string[] = []): Product {
  const id = name.toLowerCase().replaceAll(' ', '-');
  return { id, name, price, category, tags, currency: 'USD', stock: 5, description: '' };
}

const CATALOGUE = [
  product('Nebula Skin', 19.99, 'skins', ['nebula', 'suit']),
  product('Nebula Skin Deluxe', 34.99, 'skins', ['nebula', 'suit']),
  product('Aurora Skin', 17.99, 'skins', ['suit']),
  product('Nebula Banner', 3.5, 'banners', ['nebula']),
  product('Wool Hoodie', 49.9, 'clothing'),
  product('Plasma Axe', 12, 'weapons', ['blade']),
  product('Plasma Rifle', 12.99, 'weapons', ['gun']),
  product('Frost Ring', 8, 'jewellery'),
  product('Frost Wing', 9, 'mounts'),
  product('XP Booster 1 Day', 2.99, 'boosters'),
  product('XP Booster 7 Days', 9.99, 'boosters'),
  product('Comet Board', 14.99, 'mounts', ['ride']),
];

function picked(query: string): string | string[] {
  const pick = pickProduct(CATALOGUE, { query });
  if (pick.found === 'one') return pick.product.name;
  return pick.found === 'several' ? pick.products.map(({ name }) => name) : 'none';
}

describe('picking', () => {
  it.each([
    ['nebula skin', 'Nebula Skin'],
    ['  NEBULA   skin! ', 'Nebula Skin'],
    ['skin nebula', 'Nebula Skin'],
    ['some nebula skins please', 'Nebula Skin'],
    ['the nébula skin', 'Nebula Skin'],
    ['nebla skin', 'Nebula Skin'],
    ['nebual skin', 'Nebula Skin'],
    ['nebula skn', 'Nebula Skin'],
    ['nebulaskin', 'Nebula Skin'],
    ['deluxe', 'Nebula Skin Deluxe'],
    ['nebula deluxe', 'Nebula Skin Deluxe'],
    ['plasma axes', 'Plasma Axe'],
    ['axe', 'Plasma Axe'],
    ['any hoodies', 'Wool Hoodie'],
    ['gun', 'Plasma Rifle'],
    ['comet-board', 'Comet Board'],
    ['xp booster 7 day', 'XP Booster 7 Days'],
    ['frost wing', 'Frost Wing'],
    ['aurora', 'Aurora Skin'],
  ])('%j means one product', (query, name) => {
    expect(picked(query)).toBe(name);
  });

  it.each([
    ['nebula', ['Nebula Skin', 'Nebula Skin Deluxe', 'Nebula Banner']],
    ['xp booster', ['XP Booster 1 Day', 'XP Booster 7 Days']],
    ['weapon', ['Plasma Axe', 'Plasma Rifle']],
  ])('%j could mean several, in the order of the catalogue', (query, names) => {
    expect(picked(query)).toEqual(names);
  });

  it.each(['toaster', 'xp booster 3 days', 'crimson nebula skin', 'king'])('%j means none', (query) => {
    expect(picked(query)).toBe('none');
  });

  it.each(CATALOGUE)('$name is picked by its id, its name and its label', (one) => {
    for (const query of [one.id, one.name, labelOf(one)]) expect(picked(query)).toBe(one.name);
  });

  it('offers what comes close where nothing fits', () => {
    const pick = pickProduct(CATALOGUE, { query: 'crimson nebula skin' });
    expect(pick).toMatchObject({
      found: 'none',
      closest: [{ name: 'Nebula Skin' }, { name: 'Nebula Skin Deluxe' }, {}],
    });
    expect(pickProduct(CATALOGUE, { query: 'qqqq' })).toEqual({ found: 'none', closest: [] });
  });

  it('takes the one product that is left by category and price, and asks where several are', () => {
    expect(pickProduct(CATALOGUE, { category: 'banner' })).toMatchObject({
      found: 'one',
      product: { name: 'Nebula Banner' },
    });
    expect(pickProduct(CATALOGUE, { query: 'nebula', max_price: 20 })).toMatchObject({ found: 'several' });
    expect(pickProduct(CATALOGUE, { query: 'nebula', max_price: 5 })).toMatchObject({
      product: { name: 'Nebula Banner' },
    });
  });
});

describe('listing', () => {
  it('puts better fits first', () => {
    const names = matchProducts(CATALOGUE, { query: 'nebula skin' }).map(({ name }) => name);
    expect(names).toEqual(['Nebula Skin', 'Nebula Skin Deluxe']);
  });

  it('gives all there is where nothing telling was asked', () => {
    expect(matchProducts(CATALOGUE, {})).toEqual(CATALOGUE);
    expect(matchProducts(CATALOGUE, { query: 'some' })).toEqual(CATALOGUE);
  });

  it('respects category and price', () => {
    expect(matchProducts(CATALOGUE, { category: 'Skin', max_price: 19.99 }).map(({ name }) => name)).toEqual([
      'Nebula Skin',
      'Aurora Skin',
    ]);
    expect(matchProducts(CATALOGUE, { category: 'toasters' })).toEqual([]);
  });

  it('stays bounded', () => {
    const many = Array.from({ length: 200 }, (_, i) => product(`Card ${i}`, 1, 'cards'));
    expect(listProducts(many, { query: 'card' }).products).toHaveLength(50);
  });
});

describe('failures of a pick', () => {
  it('name the choices by name and price, with the id as the value', () => {
    const ask = (query: string, max_price?: number) => () =>
      listProducts(CATALOGUE, { query, max_price, pick: true });
    expect(ask('xp booster')).toThrow(
      expect.objectContaining({
        code: 'ambiguous',
        message: 'Several products fit "xp booster".',
        choices: [
          { label: 'XP Booster 1 Day (2.99 USD)', value: 'xp-booster-1-day' },
          { label: 'XP Booster 7 Days (9.99 USD)', value: 'xp-booster-7-days' },
        ],
      }),
    );
    expect(ask('aurora skin', 5)).toThrow(
      expect.objectContaining({
        code: 'not_found',
        message: 'No product fits "aurora skin" for at most 5.',
        choices: [],
      }),
    );
  });
});
