const STOP_WORDS = new Set(
  'a an any for i in me my of one our please some that the these this those to want with your'.split(' '),
);

/** The words of a name or a request: lower case, no accents, singular, and without words that name no product. */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase();
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !STOP_WORDS.has(word));
  return telling.map(singular);
}

/** How well a word that was typed fits one that was meant: 1 the same, less for a beginning or a slip, 0 not at all. */
export function wordFit(typed: string, meant: string): number {
  if (typed === meant) return 1;
  if (slips(typed, meant) <= allowedSlips(typed) || isShortSlip(typed, meant)) return 0.8;
  if (typed.length >= 3 && meant.startsWith(typed)) return 0.7;
  return 0;
}

/** True where the words are the same but for a slip and for where the spaces are: "skybord" and "sky board". */
export function sameLetters(typed: readonly string[], meant: readonly string[]): boolean {
  const text = typed.join('');
  return slips(text, meant.join('')) <= Math.min(1, allowedSlips(text));
}

/** Digits are never slips: "mark 2" is not "mark 3". */
function allowedSlips(word: string): number {
  if (/\d/.test(word) || word.length < 5) return 0;
  return word.length < 8 ? 1 : 2;
}

/** Short words are close to each other: only a letter missing, doubled or swapped is forgiven, so "ring" is no "wing". */
function isShortSlip(typed: string, meant: string): boolean {
  if (typed.length < 3 || meant.length < 4 || typed[0] !== meant[0] || /\d/.test(typed)) return false;
  const sameLetters = [...typed].toSorted().join('') === [...meant].toSorted().join('');
  return (typed.length !== meant.length || sameLetters) && slips(typed, meant) <= 1;
}

/** Crude, but the same on both sides: "boxes" and "box", "axes" and "axe", "parties" and "party", "hoodies" and "hoodie" meet. */
function singular(word: string): string {
  if (word.length < 3 || /(?:ss|us|is)$/.test(word)) return word;
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && word.endsWith('ie')) return `${word.slice(0, -2)}y`;
  return (word.length > 3 ? word.replace(/s$/, '') : word).replace(/(?<=s|x|z|ch|sh)e$/, '');
}

/** Damerau-Levenshtein: letters wrong, missing, too many, or swapped with a neighbour. */
function slips(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Infinity;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) row.push(cost(i, j, row));
    before = last;
    last = row;
  }
  return last[b.length] ?? Infinity;

  function cost(i: number, j: number, row: number[]): number {
    const at = (cells: number[], k: number): number => cells[k] ?? Infinity;
    const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
    const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    return Math.min(
      at(last, j) + 1,
      at(row, j - 1) + 1,
      replaced,
      swapped ? at(before, j - 2) + 1 : Infinity,
    );
  }
}
