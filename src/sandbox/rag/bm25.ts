/** A text in parts; a hit in a part with weight 3 counts like three hits in a part with weight 1. */
export interface WeightedText {
  parts: readonly { words: readonly string[]; weight: number }[];
}

/** One thing the query asks for: the word itself and other words for it, which count less. */
export interface QueryTerm {
  word: string;
  alternatives: readonly string[];
}

export interface Ranked {
  /** Position of the text in the list the index was made of. */
  index: number;
  score: number;
  /** The terms that the text holds. */
  matched: ReadonlySet<QueryTerm>;
}

export interface Bm25 {
  /** Texts that hold at least one term, best first; the earlier text first where scores are equal. */
  rank(query: readonly QueryTerm[]): Ranked[];
  /** How much a term tells: highest for one that no text holds. */
  weightOf(term: QueryTerm): number;
}

const K1 = 1.2;
const B = 0.6;
const ALTERNATIVE_WEIGHT = 0.7;

/** Okapi BM25 over weighted parts (BM25F with one length). Everything a query needs is computed here, once. */
export function createBm25(texts: readonly WeightedText[]): Bm25 {
  const postings = new Map<string, Map<number, number>>();
  const lengths = texts.map((text, index) => addPostings(postings, text, index));
  const averageLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, texts.length);
  const norms = lengths.map((length) => K1 * (1 - B + (B * length) / averageLength));
  const idf = (word: string): number => {
    const holders = postings.get(word)?.size ?? 0;
    return Math.log(1 + (texts.length - holders + 0.5) / (holders + 0.5));
  };
  const contribution = (word: string, index: number): number => {
    const frequency = postings.get(word)?.get(index) ?? 0;
    return frequency === 0 ? 0 : (idf(word) * frequency * (K1 + 1)) / (frequency + (norms[index] ?? K1));
  };
  const termScore = (term: QueryTerm, index: number): number =>
    Math.max(
      contribution(term.word, index),
      ...term.alternatives.map((word) => ALTERNATIVE_WEIGHT * contribution(word, index)),
    );

  return {
    rank: (query) =>
      candidates(postings, query)
        .map((index) => score(query, index, termScore))
        .toSorted((a, b) => b.score - a.score || a.index - b.index),
    weightOf: (term) => Math.min(...known(postings, term).map(idf), idf('')),
  };
}

function addPostings(postings: Map<string, Map<number, number>>, text: WeightedText, index: number): number {
  let length = 0;
  for (const { words, weight } of text.parts) {
    length += words.length;
    for (const word of words) {
      const holders = postings.get(word) ?? new Map<number, number>();
      holders.set(index, (holders.get(index) ?? 0) + weight);
      postings.set(word, holders);
    }
  }
  return length;
}

function candidates(
  postings: ReadonlyMap<string, Map<number, number>>,
  query: readonly QueryTerm[],
): number[] {
  const indexes = query.flatMap((term) =>
    known(postings, term).flatMap((word) => [...(postings.get(word)?.keys() ?? [])]),
  );
  return [...new Set(indexes)];
}

function known(postings: ReadonlyMap<string, unknown>, term: QueryTerm): string[] {
  return [term.word, ...term.alternatives].filter((word) => postings.has(word));
}

function score(
  query: readonly QueryTerm[],
  index: number,
  termScore: (term: QueryTerm, index: number) => number,
): Ranked {
  const matched = new Set<QueryTerm>();
  let sum = 0;
  for (const term of query) {
    const part = termScore(term, index);
    if (part > 0) matched.add(term);
    sum += part;
  }
  return { index, score: sum, matched };
}
