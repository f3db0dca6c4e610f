import { eachTerm, termsWithin } from './terms.js';

/** The terms of one text, by number, with the logarithmic weight of how often each occurs. */
export interface CountedText {
  terms: Int32Array;
  weights: Float32Array;
}

/** Numbers the terms of a collection. It only grows: a collection that lost a text starts a new one, or its words would stay. */
export interface Vocabulary {
  readonly size: number;
  /** Numbers what is new. */
  count(text: string): CountedText;
  /** Undefined for what no text has. */
  find(term: string): number | undefined;
}

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  // Words come again and again: their runs of characters are looked up once.
  const ofWords = new Map<string, Int32Array>();
  const numberOf = (term: string): number => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    numbers.set(term, numbers.size);
    return numbers.size - 1;
  };
  const numbersOf = (word: string): Int32Array => {
    const known = ofWords.get(word);
    if (known !== undefined) return known;
    const found = Int32Array.from(termsWithin(word), numberOf);
    ofWords.set(word, found);
    return found;
  };
  return {
    get size() {
      return numbers.size;
    },
    find: (term) => numbers.get(term),
    count(text) {
      const counts = new Map<number, number>();
      const add = (term: number): void => void counts.set(term, (counts.get(term) ?? 0) + 1);
      eachTerm(
        text,
        (word) => numbersOf(word).forEach(add),
        (pair) => add(numberOf(pair)),
      );
      const weights = Float32Array.from(counts.values(), (count) => 1 + Math.log(count));
      return { terms: Int32Array.from(counts.keys()), weights };
    },
  };
}
