/** From places in a normalised text back to the original, kept as stretches: most of a text maps one to one. */
export interface Offsets {
  /** Says that the next normalised characters are the original's, `length` of them from `start` on. */
  addSame(length: number, start: number): void;
  /** Says that the next `length` normalised characters stand for the original's one from `start` up to `end`. */
  addFolded(length: number, start: number, end: number): void;
  /** Where the normalised character at `index` was written from; past the last one, where that ends. */
  startOf(index: number): number;
  endOf(index: number): number;
}

interface Stretch {
  index: number;
  start: number;
  /** The original's end, where the stretch stands for one character that became several (or a pair of surrogates). */
  wholeEnd: number | undefined;
}

export function createOffsets(): Offsets {
  const stretches: Stretch[] = [];
  let total = 0;
  let lastEnd = 0;

  function stretchAt(index: number): Stretch {
    let low = 0;
    let high = stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((stretches[middle]?.index ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return stretches[low] ?? { index: 0, start: 0, wholeEnd: undefined };
  }

  return {
    addSame(length, start) {
      const last = stretches.at(-1);
      const goesOn =
        last !== undefined && last.wholeEnd === undefined && last.start - last.index === start - total;
      if (!goesOn) stretches.push({ index: total, start, wholeEnd: undefined });
      total += length;
      lastEnd = start + length;
    },
    addFolded(length, start, end) {
      if (length === 0) return;
      stretches.push({ index: total, start, wholeEnd: end });
      total += length;
      lastEnd = end;
    },
    startOf(index) {
      if (index >= total) return lastEnd;
      const stretch = stretchAt(index);
      return stretch.wholeEnd === undefined ? stretch.start + index - stretch.index : stretch.start;
    },
    endOf(index) {
      const stretch = stretchAt(index);
      return stretch.wholeEnd ?? stretch.start + index - stretch.index + 1;
    },
  };
}
