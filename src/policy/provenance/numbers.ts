import { readTokens, type Token } from './tokens.js';

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

const ORDER_NOUNS = set(
  'order orders ord ordr oder odrer package parcel purchase refund refunds refunding refnd reimburse return returning cancel track number no nr num id # pedido commande bestellung ordine',
);
const CART_NOUNS = set('cart basket checkout check-out carrito panier warenkorb carrello');
/** May stand between the noun and its number. */
const BETWEEN = set('number no nr num id ids numbers is my for order orders the it its and or & of a');
/** Words that leave a message an answer which is nothing but a number. */
const AROUND = set(
  `a an the it its it's is that this one of my i think mean want please pls number no nr num id order orders cart basket
   and or for to yes yeah yep ok okay sure just then refund return cancel check out checkout # ord with send receipt
   invoice email e-mail me thanks thank you`.replaceAll(/\s+/g, ' '),
);

/** The order numbers that a text names: "order 123", "#123", "ORD-123", "orders 1, 2 and 3". */
export function orderNumbers(text: string): ReadonlySet<number> {
  return named(text, ORDER_NOUNS);
}

/** The cart numbers that a text names. */
export function cartNumbers(text: string): ReadonlySet<number> {
  return named(text, CART_NOUNS);
}

/** The numbers of a text that is hardly anything else: the answer to "which one?". */
export function bareNumbers(text: string): ReadonlySet<number> {
  const tokens = readTokens(text);
  const isBare = tokens.every((token) => token.kind === 'number' || AROUND.has(token.text));
  return new Set(
    isBare ? tokens.flatMap(({ text: one }) => (/^\d{1,9}$/.test(one) ? [Number(one)] : [])) : [],
  );
}

function named(text: string, nouns: ReadonlySet<string>): ReadonlySet<number> {
  const tokens = readTokens(text);
  const found = new Set<number>();
  let bound = false;
  for (const token of tokens) {
    const id = idOf(token, nouns);
    if (id !== undefined && (bound || token.kind === 'word' || isMarked(token, nouns))) {
      found.add(id);
      bound = true;
    } else bound = nouns.has(token.text) || (bound && BETWEEN.has(token.text));
  }
  return found;
}

function isMarked(token: Token, nouns: ReadonlySet<string>): boolean {
  return nouns.has('#') && token.before.endsWith('#');
}

function idOf({ text, before }: Token, nouns: ReadonlySet<string>): number | undefined {
  const joined = nouns.has('ord') ? /^(?:ord|order)[-_]?(\d{1,9})$/.exec(text)?.[1] : undefined;
  const digits = joined ?? (/^\d{1,9}$/.test(text) && !/[$€£]$/.test(before) ? text : undefined);
  return digits === undefined ? undefined : Number(digits);
}

const COUNTS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  twenty: 20,
  couple: 2,
  pair: 2,
  both: 2,
  dozen: 12,
  half: 6,
  single: 1,
  dos: 2,
  tres: 3,
  deux: 2,
  trois: 3,
  zwei: 2,
  drei: 3,
  due: 2,
  tre: 3,
  dois: 2,
  duas: 2,
};
/** A number behind one of these is a price, a place or the name of something. */
const NO_COUNT = set(
  'under below than max maximum most within budget order orders cart basket number no nr id for match checkout $ to',
);
const MONEY = set('dollar dollars usd bucks buck euro euros eur pounds gbp credits cents');

/** The quantities that a text states: "two", "3x", "a dozen", "2 skins". */
export function quantities(text: string): ReadonlySet<number> {
  const tokens = readTokens(text);
  const found = new Set<number>();
  for (const [index, token] of tokens.entries()) {
    const count = countOf(token);
    const [last, next] = [tokens[index - 1]?.text ?? '', tokens[index + 1]?.text ?? ''];
    if (count === undefined || NO_COUNT.has(last) || MONEY.has(next) || /[$€£#]$/.test(token.before))
      continue;
    found.add(next === 'dozen' ? count * 12 : count);
  }
  return found;
}

/** True for "two", "dozen", "3", "x3". */
export function isCountWord(word: string): boolean {
  return Object.hasOwn(COUNTS, word) || /^x?\d{1,2}x?$/.test(word);
}

function countOf({ text }: Token): number | undefined {
  if (Object.hasOwn(COUNTS, text)) return COUNTS[text];
  const digits = /^x?(\d{1,2})x?$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The addresses that a text holds, in lower case. */
export function addresses(text: string): ReadonlySet<string> {
  return new Set(
    readTokens(text).flatMap(({ kind, text: address }) => (kind === 'address' ? [address] : [])),
  );
}

/** The amounts of money that a text shows: "19.99". */
export function amountsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/(?<![\d.])\d{1,9}\.\d{2}(?!\d)/g) ?? []);
}
