import { termsOf } from './terms.js';

/** Texts of one collection, compared by their terms: what is rare in this very collection counts most. */
export interface LexicalIndex {
  readonly size: number;
  /** The likeness of each text to `query`, in their order: a cosine, 0 to 1. */
  scores(query: string): Float64Array;
  /** Roughly what it takes, in bytes. */
  readonly bytes: number;
}

interface Posting {
  document: number;
  weight: number;
}

/** What a posting takes by measure, its share of the term included. */
const POSTING_BYTES = 48;

/**
 * Weighs terms by log-scaled frequency and the collection's own inverse document frequency (TF-IDF with smoothed IDF, cosine;
 * Manning, Raghavan, Schütze: Introduction to Information Retrieval, 6.4).
 */
export function createLexicalIndex(texts: readonly string[]): LexicalIndex {
  const counted = texts.map(termsOf);
  const frequency = new Map<string, number>();
  for (const counts of counted)
    for (const term of counts.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const idfOf = (term: string): number => Math.log((1 + texts.length) / (1 + (frequency.get(term) ?? 0))) + 1;
  const postings = new Map<string, Posting[]>();
  let total = 0;
  for (const [document, counts] of counted.entries()) {
    for (const [term, weight] of weigh(counts, idfOf)) {
      const list = postings.get(term);
      if (list === undefined) postings.set(term, [{ document, weight }]);
      else list.push({ document, weight });
      total += 1;
    }
  }
  return {
    size: texts.length,
    bytes: total * POSTING_BYTES,
    scores(query) {
      const scores = new Float64Array(texts.length);
      for (const [term, weight] of weigh(termsOf(query), idfOf)) {
        for (const posting of postings.get(term) ?? []) {
          scores[posting.document] = (scores[posting.document] ?? 0) + weight * posting.weight;
        }
      }
      return scores;
    },
  };
}

/** A text's terms with their weights, scaled to length 1. */
function weigh(counts: ReadonlyMap<string, number>, idfOf: (term: string) => number): [string, number][] {
  const raw = [...counts].map(([term, count]): [string, number] => [
    term,
    (1 + Math.log(count)) * idfOf(term),
  ]);
  const length = Math.sqrt(raw.reduce((sum, [, weight]) => sum + weight * weight, 0));
  return length === 0 ? [] : raw.map(([term, weight]) => [term, weight / length]);
}
