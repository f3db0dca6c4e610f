import { FAMILIES, NOT_TYPOS, STOP_WORDS, TYPO_TARGETS } from '../data/words.js';

const KNOWN: ReadonlySet<string> = new Set([...Object.values(FAMILIES).flat(), ...STOP_WORDS, ...NOT_TYPOS]);

/** The key word `word` is a slip of, else `word` itself. The first letter must be right: "border" is no "order". */
export function correctTypo(word: string): string {
  if (word.length < 5 || word.length > 16 || KNOWN.has(word)) return word;
  return TYPO_TARGETS.find((target) => target[0] === word[0] && isOneSlip(word, target)) ?? word;
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
