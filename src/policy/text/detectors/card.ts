import type { Detector } from './detector.js';
import { REACH, contextBefore, findingAt } from './detector.js';
import { codeAfterCard } from './cvv.js';
import { hasIssuer } from './card-issuers.js';
import { readDigits } from './digit-groups.js';
import type { DigitGroup, Digits } from './digit-groups.js';
import { luhnOver } from './luhn.js';
import { MIN_WORDS } from './seed-phrase.js';
import { wordRuns } from './word-runs.js';

const MIN_DIGITS = 13;
const MAX_DIGITS = 19;

/** Our own numbers are named just before they are given: `order 4111...`, `tracking number: ...`, `# ...`. */
const OWN_NUMBER =
  /(?:order|invoice|ticket|tracking|track|receipt|refund|parcel|shipment|package|booking|reference|ref|case|sku|ean|isbn|imei|barcode|match|transaction)s?(?:[ _-]?(?:number|num|no|nr|id|code|ref))?[ .:=#]*(?:is|was)?[ :=#]*$|(?<!card ?|cc ?|visa ?)#\s?$/i;

/** What turns the digits after it into a name: `RF-123-`, `ORD_`, a letter with nothing between (but `card4111...`). */
const OTHER_NAME =
  /(?:[A-Za-z_]|(?<![A-Za-z])[A-Za-z]{2,5}[-_](?:\d{1,6}[-_])?)(?<!(?:card|visa|amex|master|number|cc|no|nr)[-_]?)$/i;

/** Payment cards: 13 to 19 digits, alone or in groups as printed, that pass Luhn and begin like an issuer's. */
export const detectCards: Detector = (normalised) => {
  const { text, shape } = normalised;
  // Some of the digits may be written as letters.
  if (shape.digits < MIN_DIGITS - 4) return [];
  return cardsIn(text, readDigits(text)).flatMap((card) => {
    const found = findingAt(normalised, 'card', card);
    const code = codeAfterCard(text, card.end);
    return code === undefined ? [found] : [found, findingAt(normalised, 'cvv', code)];
  });
};

function cardsIn(text: string, { groups, values }: Digits): { start: number; end: number }[] {
  if (values.length < MIN_DIGITS) return [];
  const passesLuhn = luhnOver(values);
  const cards: { start: number; end: number }[] = [];
  groups.forEach((group, first) => {
    if (continues(groups, first, 1) || continues(groups, first, 2)) return;
    for (let last = first; last === first || follows(groups[last]); last += 1) {
      const past = groups[last]?.past ?? 0;
      if (past - group.first > MAX_DIGITS) break;
      if (past - group.first < MIN_DIGITS || !passesLuhn(group.first, past)) continue;
      const end = groups[last]?.end ?? 0;
      if (!isLaidOut(groups, first, last) || !hasIssuer(values.subarray(group.first, past).join('')))
        continue;
      if (!isPartOfMore(text, group.start, end, last === first)) cards.push({ start: group.start, end });
    }
  });
  return cards;
}

function follows(group: DigitGroup | undefined): boolean {
  return group?.joined === true || group?.marked === true;
}

/** As numbers are printed on cards; other rows of digits with marks between them are dates, scores, places. */
const PRINTED: ReadonlySet<string> = new Set(['4-4-4-4', '4-6-5', '4-6-4']);

/** At least four digits, then groups of three and more, the last of any length; or a whole run of single digits or pairs. */
function isLaidOut(groups: DigitGroup[], first: number, last: number): boolean {
  const row = groups.slice(first, last + 1);
  if (row.some(({ marked }, index) => index > 0 && marked)) return PRINTED.has(row.map(sizeOf).join('-'));
  const size = sizeOf(groups[first]);
  const least = size > 2 ? 3 : size;
  for (let index = first; index < last; index += 1) {
    const other = sizeOf(groups[index]);
    if (other < least || (size <= 2 && other !== size)) return false;
  }
  if (size > 2) return size > 3;
  return sizeOf(groups[last]) <= size && !continues(groups, last + 1, size);
}

/** True where the group at `index` carries on the row before it in the same size. */
function continues(groups: DigitGroup[], index: number, size: number): boolean {
  return (
    groups[index]?.joined === true && sizeOf(groups[index]) === size && sizeOf(groups[index - 1]) === size
  );
}

/** A piece of a longer name or number: `RF-4111...`, a hash, a decimal fraction, a number of ours. */
function isPartOfMore(text: string, start: number, end: number, alone: boolean): boolean {
  if (OTHER_NAME.test(text.slice(Math.max(0, start - 20), start))) return true;
  if (/^\w/.test(text.slice(end, end + 1))) return true;
  if (!alone) return false;
  if (/[\d\]]\.$/.test(text.slice(Math.max(0, start - 2), start))) return true;
  return /^\.\d/.test(text.slice(end, end + 2)) || isOurNumber(text, start);
}

/** `order` may also be the last word of a seed phrase, which does not make a card an order. */
function isOurNumber(text: string, start: number): boolean {
  if (!OWN_NUMBER.test(contextBefore(text, start, 48))) return false;
  const run = wordRuns(text.slice(Math.max(0, start - REACH), start)).at(-1);
  return run === undefined || run.words.length < MIN_WORDS;
}

function sizeOf(group: DigitGroup | undefined): number {
  return group === undefined ? 0 : group.end - group.start;
}
