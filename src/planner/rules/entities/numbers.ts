import { CURRENCY_WORDS, FAMILIES, NUMBER_WORDS } from '../data/words.js';
import type { Word } from '../text/words.js';

const ORDER_NOUNS: ReadonlySet<string> = new Set([...FAMILIES.order, ...FAMILIES.package, 'purchase', 'ord']);
const ORDER_VERBS: ReadonlySet<string> = new Set([
  ...FAMILIES.refund,
  ...FAMILIES.track,
  ...FAMILIES.cancel,
  'return',
  'for',
  'number',
]);
const ID_WORDS: ReadonlySet<string> = new Set([
  'number',
  'no',
  'nr',
  'num',
  'id',
  'ids',
  'numbers',
  'is',
  'my',
]);
const JOINTS: ReadonlySet<string> = new Set(['and', 'or', 'order']);

/** "order 123", "#123", "ORD-123", "orders 1, 2 and 3", "refund 123": every order named, each once. */
export function orderIds(words: readonly Word[]): number[] {
  const ids = new Set<number>();
  for (const [index, word] of words.entries()) {
    if (word.tag === 'reference') ids.add(Number(word.word.replace(/\D/g, '')));
    else if (ORDER_NOUNS.has(word.word)) for (const id of idsFrom(words, index + 1)) ids.add(id);
    else if (ORDER_VERBS.has(word.word) && isBareId(words, index + 1))
      ids.add(Number(words[index + 1]?.word));
  }
  return [...ids];
}

/** A message that is an id and hardly anything else: the answer to "which order?". */
export function loneNumber(words: readonly Word[]): number | undefined {
  const numbers = words.filter((word) => isId(word) || word.tag === 'reference');
  return numbers.length === 1 && words.length <= 8 ? Number(numbers[0]?.word.replace(/\D/g, '')) : undefined;
}

/** "two", "just a dozen": the answer to "how many?". */
export function loneCount(words: readonly Word[]): number | undefined {
  const counted = words.map((word) => numberOf(word)).filter((count) => count !== undefined);
  return counted.length === 1 && words.length <= 5 ? counted[0] : undefined;
}

export function cartId(words: readonly Word[]): number | undefined {
  const at = words.findIndex(
    (word) => word.word === 'cart' || word.word === 'basket' || word.word === 'checkout',
  );
  if (at === -1) return undefined;
  return idsFrom(words, at + 1)[0] ?? loneNumber(words);
}

/** "two", "3x", "a couple of", "a dozen"; a plain number only in front of what is counted. */
export function quantity(words: readonly Word[]): number | undefined {
  for (const [index, word] of words.entries()) {
    const times = /^x(\d{1,4})$|^(\d{1,4})x$/.exec(word.word);
    if (times !== null) return Number(times[1] ?? times[2]);
    if (word.word === 'dozen') return isHalf(words, index) ? 6 : 12 * (numberOf(words[index - 1]) ?? 1);
    const dozens = words[index + 1]?.word === 'dozen';
    const counted = numberOf(word);
    if (counted !== undefined && !dozens && counts(words, index)) return counted;
  }
  return undefined;
}

const BOUND = new Set([
  'under',
  'below',
  'beneath',
  'than',
  'max',
  'maximum',
  'most',
  'within',
  'to',
  'budget',
]);

/** "under 20", "cheaper than 30 dollars", "up to $15", "20 or less". */
export function maxPrice(words: readonly Word[]): number | undefined {
  for (const [index, word] of words.entries()) {
    if (word.tag !== 'number' && word.tag !== 'money') continue;
    const before = words[index - 1]?.word ?? '';
    const after =
      words[index + 1]?.word === 'or' && /^(?:less|below|under|cheaper)$/.test(words[index + 2]?.word ?? '');
    const bound = BOUND.has(before) && (before !== 'to' || words[index - 2]?.word === 'up');
    const more = before === 'than' && words[index - 2]?.word === 'more' && words[index - 3]?.word !== 'no';
    const value = Number(word.word.replace(/[^\d.]/g, ''));
    if ((bound || after) && !more && Number.isFinite(value)) return value;
  }
  return undefined;
}

/** "half dozen", "half a dozen". */
function isHalf(words: readonly Word[], index: number): boolean {
  return words[index - 1]?.word === 'half' || words[index - 2]?.word === 'half';
}

function idsFrom(words: readonly Word[], start: number): number[] {
  const ids: number[] = [];
  let index = start;
  while (ID_WORDS.has(words[index]?.word ?? '')) index += 1;
  for (let word = words[index]; word !== undefined; word = words[(index += 1)]) {
    if (isId(word)) ids.push(Number(word.word));
    else if (ids.length === 0 || !JOINTS.has(word.word)) break;
  }
  return ids;
}

function isId(word: Word): boolean {
  return word.tag === 'number' && /^0*[1-9]\d{0,8}$/.test(word.word);
}

/** "refund 123" names an order, "refund 20 dollars" and "refund 2 skins" do not. */
function isBareId(words: readonly Word[], index: number): boolean {
  const [word, next] = [words[index], words[index + 1]];
  if (word === undefined || !isId(word)) return false;
  return (
    next === undefined ||
    next.gap !== 'none' ||
    /^(?:and|or|please|now|because|it|to|as|for|today|thanks)$/.test(next.word)
  );
}

function numberOf(word: Word | undefined): number | undefined {
  if (word === undefined || word.word === 'both') return undefined;
  if (Object.hasOwn(NUMBER_WORDS, word.word)) return NUMBER_WORDS[word.word];
  return word.tag === 'number' && /^-?\d{1,15}$/.test(word.word) ? Number(word.word) : undefined;
}

function counts(words: readonly Word[], index: number): boolean {
  const next = words[index + 1];
  const before = words[index - 1]?.word ?? '';
  const price = BOUND.has(before);
  // "find a nebula skin, buy two"
  if (next === undefined || next.gap !== 'none')
    return /^(?:buy|get|take|grab|purchase|want|need)$/.test(before);
  return !price && next.tag === 'word' && !CURRENCY_WORDS.has(next.word) && words[index]?.word !== 'one';
}
