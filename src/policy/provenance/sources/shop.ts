import { z } from 'zod';
import type { JsonValue } from '../../../contracts/json.js';
import { Cart, Product } from '../../../services/commerce/commerce.schema.js';
import { askedFor } from '../asked-for.js';
import { resultsOf, textOf, writesOf, type Ground, type Source } from '../ground.js';
import { wordsOf } from '../likeness.js';
import { areNamed, refersBack, tellingWords } from '../named.js';
import { amountsIn, bareNumbers, cartNumbers, isCountWord, quantities } from '../numbers.js';
import { bareText } from '../tokens.js';

const Listing = z.object({ products: z.array(Product), product: Product.optional() });

/** A product the person demanded, chose, or that the store picked for their words; "it" is what they named last. */
export const chosenProduct: Source = (value, ground) => {
  const id = textOf(value);
  const { texts, demands, chosen, earlier, shown } = ground.request;
  if (isProductNamed(id, ground, demands) || isChosen(id, ground, chosen)) return true;
  const wanted = demands.flatMap(wordsToBuy);
  // "find a nebula skin under 20, buy two"
  const isCount = wanted.length > 0 && wanted.every(isCountWord);
  const isElsewhere = isCount || texts.some((text) => refersBack(text) || /["“«]/.test(text));
  if ((wanted.length > 0 && !isCount) || !isElsewhere || writesOf(ground, 'cart.add').length > 0)
    return false;
  return isProductNamed(id, ground, [...texts, ...earlier.slice(0, 3)]) || isOnlyOneShown(id, ground, shown);
};

/** What a demand names where it asks to buy; where it does not say that, all that it names. */
function wordsToBuy(demand: string): string[] {
  const lines = demand.split('\n');
  const buying = lines.filter((line) => askedFor(line).has('buy'));
  return (buying.length > 0 ? buying : lines).flatMap(tellingWords);
}

function isProductNamed(id: string, ground: Ground, texts: readonly string[]): boolean {
  if (areNamed(id, texts)) return true;
  return resultsOf(ground, 'catalog.list', Listing).some(({ step, value }) => {
    const only = value.product ?? (value.products.length === 1 ? value.products[0] : undefined);
    const query = textOf(step.args['query']);
    return only?.id === id && tellingWords(query).length > 0 && areNamed(query, texts);
  });
}

/** The label is the product's name and price and nothing else: what more it says was not chosen. */
function isChosen(id: string, ground: Ground, chosen: string | undefined): boolean {
  const label = wordsOf((chosen ?? '').replace(/\(\d[^()]*\)$/, ''));
  return label.length > 0 && nameWords(id, ground).join(' ') === label.join(' ');
}

/** What the person was shown last, where it was a single product with its price. */
function isOnlyOneShown(id: string, ground: Ground, shown: string): boolean {
  return resultsOf(ground, 'catalog.list', Listing).some(({ value: { product } }) => {
    const isShown = product !== undefined && bareText(shown).includes(bareText(product.name));
    return product?.id === id && isShown && amountsIn(shown).size <= 1;
  });
}

/** As many as the person said, or one. */
export const statedQuantity: Source = (quantity, { request }) =>
  quantity === 1 || request.demands.some((text) => quantities(text).has(Number(quantity)));

/** A cart that this plan opened, or whose number the person gave. */
export const ownCart: Source = (id, ground) => isOpenedHere(id, ground) || isCartNamed(id, ground);

/** The same where it is bought: it holds nothing but what this plan put in, unless the person named the cart itself. */
export const cartAsFilled: Source = (id, ground) => {
  if (isCartNamed(id, ground)) return true;
  const cart = resultsOf(ground, 'cart.add', Cart).findLast(({ value }) => value.id === id)?.value;
  const added = writesOf(ground, 'cart.add').filter((args) => args['cart_id'] === id);
  const isOwn =
    cart?.items.every((item) => added.some((args) => args['product_id'] === item.product_id)) ?? false;
  return isOpenedHere(id, ground) && isOwn;
};

function isOpenedHere(id: unknown, ground: Ground): boolean {
  return resultsOf(ground, 'cart.create', Cart).some(({ value }) => value.id === id);
}

function isCartNamed(id: unknown, { request: { demands, questions } }: Ground): boolean {
  const isAsked = questions.some((question) => /\b(?:cart|basket)\b/i.test(question));
  const named = demands.flatMap((text) => [...cartNumbers(text), ...(isAsked ? bareNumbers(text) : [])]);
  return named.includes(Number(id));
}

/** One cart, or one for every product that was looked up. */
export function needsCart(ground: Ground): boolean {
  const picks = resultsOf(ground, 'catalog.list', Listing).filter(({ value }) => value.product !== undefined);
  return writesOf(ground, 'cart.create').length < Math.max(1, picks.length);
}

/** A product is put into a cart once a request; "nebula skin deluxe" asks for one product, not also for the nebula skin. */
export function isFirstOfProduct(ground: Ground): boolean {
  const words = nameWords(ground.args['product_id'], ground);
  return writesOf(ground, 'cart.add').every((args) => {
    const others = nameWords(args['product_id'], ground);
    return !words.every((word) => others.includes(word)) && !others.every((word) => words.includes(word));
  });
}

function nameWords(id: JsonValue | undefined, ground: Ground): string[] {
  const listed = resultsOf(ground, 'catalog.list', Listing).flatMap(({ value }) => value.products);
  const name = listed.find((product) => product.id === id)?.name;
  const words = wordsOf(name ?? '');
  return words.length > 0 ? words : wordsOf(textOf(id));
}
