/** How often each term occurs in a text. */
export type TermCounts = ReadonlyMap<string, number>;

/** So much of a text is looked at, in characters. */
const LOOKED_AT = 4_000;
/** Words so common that they tell one text from another by nothing. */
const COMMON: ReadonlySet<string> = new Set(
  (
    'a an and are as at be been but by did do does for from had has have how i if in is it its me my of on or our she he so that the ' +
    'their them then there they this to was we were what when where which who will with would you your'
  ).split(' '),
);

/** The terms of a text and how often each occurs in it. */
export function termsOf(text: string): TermCounts {
  const counts = new Map<string, number>();
  const add = (term: string): void => void counts.set(term, (counts.get(term) ?? 0) + 1);
  eachTerm(text, (word) => termsWithin(word).forEach(add), add);
  return counts;
}

/**
 * Shows the words of a text that tell something, and the pairs of neighbouring ones. Case, accents and plural endings do not
 * count. What a word is worth, `termsWithin` says.
 */
export function eachTerm(
  text: string,
  showWord: (word: string) => void,
  showPair: (pair: string) => void,
): void {
  const words = wordsOf(text);
  for (const [index, word] of words.entries()) {
    const isCommon = COMMON.has(word);
    const next = words[index + 1];
    if (!isCommon) showWord(word);
    if (next !== undefined && !(isCommon && COMMON.has(next))) showPair(`b:${word} ${next}`);
  }
}

/** A word, and its runs of three to five characters: "Lisbon's" is found by "Lisbon", and a slip of the finger costs little. */
export function termsWithin(word: string): string[] {
  return [`w:${word}`, ...gramsOf(word)];
}

function wordsOf(text: string): string[] {
  const plain = text
    .slice(0, LOOKED_AT)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map(singular);
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !/[su]s$/.test(word) ? word.slice(0, -1) : word;
}

/** " lisbon " in pieces of three to five. */
function gramsOf(word: string): string[] {
  const padded = ` ${word} `;
  const grams: string[] = [];
  for (let size = 3; size <= 5; size += 1) {
    for (let at = 0; at + size <= padded.length; at += 1) grams.push(`c:${padded.slice(at, at + size)}`);
  }
  return grams;
}
