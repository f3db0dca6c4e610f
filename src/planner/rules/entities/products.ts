import { splitSegments, type Clause } from '../understand/message.js';
import { TIME_WORDS } from '../data/words.js';
import type { Word } from '../text/words.js';
import { product } from './names.js';
import { quantity } from './numbers.js';

/** What is wanted, and how many of it. */
export interface WantedProduct {
  product: string;
  quantity: number;
}

const COUNTED = /^(?:a|an|another|one|some)$/;
const MOST = 4;

/** The first product a clause asks for. */
export function firstProduct(clause: Clause): string | undefined {
  return product(divide(clause).first);
}

/** How many of the first: as its own part of the clause says, or one that names nothing else ("..., buy two"). */
export function firstQuantity(clause: Clause): number | undefined {
  const parts = splitSegments(clause.words);
  const own = parts.find((words) => namedIn(clause, words) !== undefined);
  if (own === undefined) return quantity(clause.words);
  const bare = parts.filter((words) => namedIn(clause, words) === undefined);
  return [own, ...bare].map((words) => quantity(words)).find((count) => count !== undefined);
}

/** "... and 3 sticker packs, a mug": what else is asked for, where each is counted. */
export function otherProducts(clause: Clause): WantedProduct[] | undefined {
  const { others } = divide(clause);
  return others.length === 0 ? undefined : others.slice(0, MOST - 1);
}

/** A clause without its further products, and these. */
function divide(clause: Clause): { first: Clause; others: WantedProduct[] } {
  const parts = splitSegments(clause.words);
  const at = parts.findIndex((words) => namedIn(clause, words) !== undefined);
  const behind =
    at === -1 ? [] : parts.slice(at + 1).map((words) => ({ words, wanted: countedProduct(clause, words) }));
  const end = behind.findIndex(({ wanted }) => wanted === undefined);
  const counted = end === -1 ? behind : behind.slice(0, end);
  const taken = new Set<Word>(counted.flatMap(({ words }) => words));
  const words = clause.words.filter((word) => !taken.has(word));
  return {
    first: taken.size === 0 ? clause : { ...clause, words },
    others: counted.flatMap(({ wanted }) => wanted ?? []),
  };
}

function namedIn(clause: Clause, words: Word[]): string | undefined {
  return product({ ...clause, words, quotes: [], focus: {} });
}

/** "one for my brother", "two days later refund it", "a receipt to ada@veze.io": counted, and no product. */
const NO_NAME =
  /^(?:for|to|from|at|under|below|with|by|on|in|after|before|later|when|if|it|them|that|me|my|us|you|your|refund|send|mail|email|post|tell|receipt|invoice|please|more|less)$/;
const FILLER = /^(?:(?:couple|pair|dozen|pieces?|copies|copy) )?(?:of )?(?:the )?/i;
const MOST_WORDS = 6;

/** "and 3 comet sticker packs": a count, and a few words that may be a name. */
function countedProduct(clause: Clause, part: readonly Word[]): WantedProduct | undefined {
  const words = part.filter(({ word }, index) => index > 1 || !/^(?:and|also|plus|then)$/.test(word));
  const [count, ...rest] = words;
  const number = quantity(words);
  if (count === undefined || (number === undefined && !COUNTED.test(count.word))) return undefined;
  const isName = ({ word, tag }: Word): boolean =>
    tag === 'word' && !NO_NAME.test(word) && !TIME_WORDS.has(word);
  if (rest.length > MOST_WORDS || !rest.every(isName) || namedIn(clause, rest) === undefined)
    return undefined;
  const named = clause.source.slice(rest[0]?.start ?? 0, rest.at(-1)?.end ?? 0).replace(/\s+/g, ' ');
  return { product: named.replace(FILLER, ''), quantity: number ?? 1 };
}
