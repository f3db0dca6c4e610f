import type { Product } from './commerce.schema.js';
import { sameLetters, wordFit, wordsOf } from './commerce.words.js';

export interface Wanted {
  query?: string | undefined;
  category?: string | undefined;
  max_price?: number | undefined;
}

export type Pick =
  | { found: 'one'; product: Product }
  | { found: 'several'; products: Product[] }
  | { found: 'none'; closest: Product[] };

/** The products that fit, best first; the catalogue's own order where nothing was asked for or they fit alike. */
export function matchProducts(products: readonly Product[], wanted: Wanted): Product[] {
  return rankProducts(products, wanted).map(({ product }) => product);
}

/** The one product that is meant. Several that fit equally well are never decided between, and nothing is guessed. */
export function pickProduct(products: readonly Product[], wanted: Wanted): Pick {
  const ranked = rankProducts(products, wanted);
  const best = ranked.filter(({ rank }) => rank === ranked[0]?.rank).map(({ product }) => product);
  const [first] = best;
  if (first === undefined) return { found: 'none', closest: closestProducts(products, wanted) };
  return best.length === 1 ? { found: 'one', product: first } : { found: 'several', products: best };
}

/** How a product is offered as a choice; the same text is understood as a query. */
export function labelOf({ name, price, currency }: Product): string {
  return `${name} (${price.toFixed(2)} ${currency})`;
}

function rankProducts(products: readonly Product[], wanted: Wanted): { product: Product; rank: number }[] {
  const query = wanted.query ?? '';
  const typed = wordsOf(query);
  return products
    .filter((product) => isWithin(product, wanted))
    .map((product) => ({ product, rank: isNamed(product, query) ? RANKS.named : rankOf(typed, product) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank);
}

function isWithin(product: Product, { category, max_price }: Wanted): boolean {
  if (max_price !== undefined && product.price > max_price) return false;
  const words = wordsOf(product.category);
  return wordsOf(category ?? '').every((typed) => bestFit(typed, words) > 0);
}

function isNamed(product: Product, query: string): boolean {
  const text = query.trim().toLowerCase();
  return text === product.id.toLowerCase() || text === labelOf(product).toLowerCase();
}

/** A better kind of match beats any quality within a worse kind; the quality (0 to 1, times `FINE`) decides within one. */
const RANKS = { named: 6, exactName: 5, wholeName: 3, partOfName: 2, description: 1 } as const;
const FINE = 0.9;

function rankOf(typed: string[], product: Product): number {
  if (typed.length === 0) return RANKS.description;
  const name = wordsOf(product.name);
  const asTyped = typed.join(' ');
  if (asTyped === name.join(' ') || asTyped === wordsOf(product.id).join(' ')) return RANKS.exactName;
  if (sameLetters(typed, name)) return RANKS.wholeName + FINE;
  const inName = quality(typed, name);
  const isWhole = name.every((word) => typed.some((other) => wordFit(other, word) > 0));
  if (inName > 0) return (isWhole ? RANKS.wholeName : RANKS.partOfName) + FINE * inName;
  const anywhere = quality(typed, [...name, ...wordsOf(`${product.category} ${product.tags.join(' ')}`)]);
  return anywhere > 0 ? RANKS.description + FINE * anywhere : 0;
}

/** The mean fit of the typed words; 0 where one of them fits nowhere: it may be the word that makes the difference. */
function quality(typed: string[], words: string[]): number {
  const fits = typed.map((word) => bestFit(word, words));
  return fits.includes(0) ? 0 : mean(fits);
}

function bestFit(typed: string, words: string[]): number {
  return Math.max(0, ...words.map((word) => wordFit(typed, word)));
}

const MAX_CLOSEST = 3;
const CLOSE_ENOUGH = 0.4;

/** What may have been meant where nothing fits: some of the words, or much of the spelling. */
function closestProducts(products: readonly Product[], wanted: Wanted): Product[] {
  const typed = wordsOf(wanted.query ?? '');
  if (typed.length === 0) return [];
  return products
    .filter((product) => isWithin(product, wanted))
    .map((product) => ({ product, likeness: likenessOf(typed, wordsOf(product.name)) }))
    .filter(({ likeness }) => likeness >= CLOSE_ENOUGH)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MAX_CLOSEST)
    .map(({ product }) => product);
}

function likenessOf(typed: string[], name: string[]): number {
  const shared = mean(typed.map((word) => bestFit(word, name)));
  return Math.max(shared, likeSpelling(typed.join(''), name.join('')));
}

/** Dice's coefficient of the letter pairs of both texts. */
function likeSpelling(a: string, b: string): number {
  const pairsOf = (text: string): Set<string> =>
    new Set([...text].slice(1).map((letter, i) => `${text[i]}${letter}`));
  const [left, right] = [pairsOf(a), pairsOf(b)];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size);
}

function mean(numbers: number[]): number {
  return numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
}
