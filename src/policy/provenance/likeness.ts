const EMPTY = new Set(
  'a an any for i in me my of one our please some that the these this those to with your'.split(' '),
);

/** The words of a text without accents, endings and what stands in every sentence: what two spellings are compared by. */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !EMPTY.has(word)).map(singular);
}

/** "boxes" and "box", "parties" and "party" meet. */
function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is)$/.test(word)) return word;
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.replace(/s$/, '').replace(/(?<=s|x|z|ch|sh)e$/, '');
}

/** True where both are the same word but for a slip. Digits are never slips, and short words are close to each other. */
export function isSlip(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  if (length < 4 || a[0] !== b[0] || /\d/.test(a + b)) return false;
  return distance(a, b) <= (length < 8 ? 1 : 2);
}

/** The same word, a slip of it, or three letters and more of its beginning. */
export function isAlike(a: string, b: string): boolean {
  if (a === b || isSlip(a, b)) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 3 && long.startsWith(short);
}

/** Damerau-Levenshtein: letters wrong, missing, too many, or swapped with a neighbour. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Infinity;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(before, j - 2) + 1 : Infinity;
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, replaced, swapped));
    }
    [before, last] = [last, row];
  }
  return at(last, b.length);
}

function at(cells: readonly number[], index: number): number {
  return cells[index] ?? Infinity;
}
