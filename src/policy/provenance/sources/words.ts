import { Refund } from '../../../services/commerce/commerce.schema.js';
import { resultsOf, type Ground, type Source } from '../ground.js';
import { isSlip } from '../likeness.js';
import { refersBack } from '../named.js';
import { readTokens } from '../tokens.js';
import { trustedOrders } from './refund.js';

/** Words that carry nothing of their own: whoever writes a sentence needs them. */
const BOILERPLATE: ReadonlySet<string> = new Set(
  `a an the this that these those it its is are was were be been am i me my mine we us our you your they them he she his her
   to of in on at by for from with without into about and or but so if then than as not no yes please can could will would
   shall should may do does did done has have had just also too very now again still some any all more there here hi hello
   hey dear thanks thank kind regards best sincerely cheers what which who when where why how i'm i'd i'll it's don't
   order orders total paid pending shipped delivered cancelled status refunded refund receipt amount price item items
   quantity currency usd eur invoice ticket request support message invitation invite look have see let know x number re
   subject note of regarding wanted would like veze uniqverse`.split(/\s+/),
);

/** Text made of the person's own words, of their orders, and of words that carry nothing. */
export const ownWords: Source = (value, ground) => typeof value === 'string' && isOwnText(value, ground);

/** More words than this that are only like known ones are a text of somebody else. */
const MOST_FORMS = 30;

export function isOwnText(text: string, ground: Ground): boolean {
  const known = new Set(knownTexts(ground).flatMap(wordsIn));
  const strange = new Set(wordsIn(text).filter((word) => !BOILERPLATE.has(word) && !known.has(word)));
  if (strange.size > MOST_FORMS) return false;
  const prose = [...known].filter(isProse);
  return [...strange].every((word) => isProse(word) && prose.some((other) => isForm(other, word)));
}

function knownTexts(ground: Ground): string[] {
  const { request, facts } = ground;
  const back = request.texts.some(refersBack) ? [request.shown] : [];
  const refunds = resultsOf(ground, 'orders.refund', Refund).map(({ value }) => value);
  const records = [...trustedOrders(ground), ...refunds].flatMap(scalarsIn);
  const said = [...facts.before.map((one) => one.said), ...request.texts];
  return [...said, request.chosen ?? '', ...back, ...records];
}

function wordsIn(text: string): string[] {
  // "ship-it" is "ship it", and "RF-123-77" is its parts.
  return readTokens(text).flatMap(({ kind, text: word }) => (kind === 'word' ? word.split('-') : [word]));
}

/** Numbers and addresses have no other form, and short words are close to each other. */
function isProse(word: string): boolean {
  return word.length >= 5 && !/[\d@]/.test(word);
}

function isForm(known: string, word: string): boolean {
  return (
    isSlip(known, word) ||
    (known.slice(0, 4) === word.slice(0, 4) && Math.abs(known.length - word.length) <= 3)
  );
}

function scalarsIn(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(scalarsIn);
}
