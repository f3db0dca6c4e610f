const END = /(?:[.!?…]+["”’')\]]*(?:\s+|$)|\n+\s*)/g;

/** Cuts a text that comes in pieces into sentences; each keeps the white space behind it. */
export interface SentenceStream {
  /** The sentences that are whole with this piece. */
  push(piece: string): string[];
  /** What is left, where the text ends here. */
  end(): string[];
}

/** A sentence longer than this is taken in parts, so that text without an end is not held for ever. */
const LONGEST = 2000;

export function createSentenceStream(): SentenceStream {
  let held = '';
  const take = (isEnd: boolean): string[] => {
    const sentences: string[] = [];
    let start = 0;
    for (const match of held.matchAll(END)) {
      const end = match.index + match[0].length;
      // Whether a full stop ends a sentence is known when something follows its space.
      if (!isEnd && (end === held.length || match[0].trimEnd() === match[0])) break;
      sentences.push(held.slice(start, end));
      start = end;
    }
    held = held.slice(start);
    if (isEnd || held.length > LONGEST) {
      if (held !== '') sentences.push(held);
      held = '';
    }
    return sentences;
  };
  return {
    push: (piece) => {
      held += piece;
      return take(false);
    },
    end: () => take(true),
  };
}
