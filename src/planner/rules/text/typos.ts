import { FAMILIES, NOT_TYPOS, SHORT_TYPO_TARGETS, STOP_WORDS, TYPO_TARGETS } from '../data/words.js';

const KNOWN: ReadonlySet<string> = new Set([...Object.values(FAMILIES).flat(), ...STOP_WORDS, ...NOT_TYPOS]);

/** The key word `word` is a slip of, else `word` itself. The first letter must be right: "border" is no "order". */
export function correctTypo(word: string): string {
  if (word.length > 16 || KNOWN.has(word)) return word;
  const long = word.length < 5 ? undefined : TYPO_TARGETS.find((target) => isSlipOf(word, target));
  return long ?? SHORT_TYPO_TARGETS.find((target) => isShortSlip(word, target)) ?? word;
}

function isSlipOf(word: string, target: string): boolean {
  return target[0] === word[0] && isOneSlip(word, target);
}

/** Of a short word another letter makes another word; a letter too many, missing or in the wrong place does not. */
function isShortSlip(word: string, target: string): boolean {
  if (!isSlipOf(word, target)) return false;
  if (word.length > target.length) return withoutDoubles(word) === withoutDoubles(target);
  const sameLetters = [...word].sort().join('') === [...target].sort().join('');
  return target.length >= 5 && (word.length < target.length || sameLetters);
}

function withoutDoubles(word: string): string {
  return word.replaceAll(/(.)\1+/g, '$1');
}

/** True where one letter is wrong, missing, extra, or swapped with its neighbour. */
export function isOneSlip(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1 || left === right) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start += 1;
  const [a, b] = [left.slice(start), right.slice(start)];
  if (a.length === b.length) {
    const swapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
    return swapped || a.slice(1) === b.slice(1);
  }
  return a.length < b.length ? a === b.slice(1) : a.slice(1) === b;
}
