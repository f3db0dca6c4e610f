import { finish, finishInSlices, type Steps } from '../steps.js';
import { termsOf } from './terms.js';
import { createVocabulary, type CountedText, type Vocabulary } from './vocabulary.js';

/** Texts of one collection, compared by their terms: what is rare in this very collection counts most. */
export interface LexicalIndex {
  readonly size: number;
  /** The likeness of each text to `query`, in their order: a cosine, 0 to 1. */
  scores(query: string): Float64Array;
  /** Roughly what it takes, in bytes. */
  readonly bytes: number;
  /** What it was made of, so that a collection that only grew need not be counted again. */
  readonly counted: Counted;
}

interface Counted {
  vocabulary: Vocabulary;
  texts: ReadonlyMap<string, CountedText>;
}

/** What a term takes in the vocabulary, and one of its occurrences in the texts and in the postings, by measure. */
const TERM_BYTES = 90;
const POSTING_BYTES = 16;
/** So many terms of the vocabulary are passed in one step. */
const TERMS_A_STEP = 2_048;

/**
 * Weighs terms by log-scaled frequency and the collection's own inverse document frequency (TF-IDF with smoothed IDF, cosine;
 * Manning, Raghavan, Schütze: Introduction to Information Retrieval, 6.4).
 */
export function createLexicalIndex(texts: readonly string[]): LexicalIndex {
  return finish(indexing(texts));
}

/** The same without holding up others for long; what `known` has counted is taken from it where all its texts are still there. */
export function growLexicalIndex(
  texts: readonly string[],
  known?: LexicalIndex,
  sliceMs?: number,
): Promise<LexicalIndex> {
  return finishInSlices(indexing(texts, known), sliceMs);
}

/** The work as steps of well under a millisecond each. */
function* indexing(texts: readonly string[], known?: LexicalIndex): Steps<LexicalIndex> {
  const wanted = new Set(texts);
  const base = known !== undefined && isWithin(known.counted, wanted) ? known.counted : undefined;
  const vocabulary = base?.vocabulary ?? createVocabulary();
  const counted = new Map<string, CountedText>();
  for (const text of wanted) {
    counted.set(text, base?.texts.get(text) ?? vocabulary.count(text));
    yield;
  }
  return yield* indexOf(texts, { vocabulary, texts: counted });
}

function isWithin({ texts }: Counted, wanted: ReadonlySet<string>): boolean {
  for (const text of texts.keys()) if (!wanted.has(text)) return false;
  return true;
}

function* indexOf(texts: readonly string[], counted: Counted): Steps<LexicalIndex> {
  const rows = texts.flatMap((text) => counted.texts.get(text) ?? []);
  // The vocabulary may grow under a later index, even while this one is made.
  const terms = counted.vocabulary.size;
  const starts = yield* startsOf(rows, terms);
  const idfOf = (frequency: number): number => Math.log((1 + rows.length) / (1 + frequency)) + 1;
  const idf = new Float64Array(terms);
  for (let term = 0; term < terms; term += 1) {
    idf[term] = idfOf((starts[term + 1] ?? 0) - (starts[term] ?? 0));
    if (term % TERMS_A_STEP === 0) yield;
  }
  const { documents, weights } = yield* postingsOf(rows, starts, idf);
  return {
    size: rows.length,
    bytes: terms * TERM_BYTES + documents.length * POSTING_BYTES,
    counted,
    scores(query) {
      const scores = new Float64Array(rows.length);
      const asked = [...termsOf(query)].map(([text, count]) => {
        const term = counted.vocabulary.find(text);
        return { term, weight: (1 + Math.log(count)) * (idf[term ?? -1] ?? idfOf(0)) };
      });
      const length = Math.hypot(...asked.map(({ weight }) => weight));
      for (const { term, weight } of asked) {
        if (term === undefined || term >= terms) continue;
        const end = starts[term + 1] ?? 0;
        for (let at = starts[term] ?? 0; at < end; at += 1) {
          const document = documents[at] ?? 0;
          scores[document] = (scores[document] ?? 0) + (weight / length) * (weights[at] ?? 0);
        }
      }
      return scores;
    },
  };
}

/** Where each term's postings begin when they lie one after the other. */
function* startsOf(rows: readonly CountedText[], terms: number): Steps<Int32Array> {
  const starts = new Int32Array(terms + 1);
  for (const row of rows) {
    for (const term of row.terms) starts[term + 1] = (starts[term + 1] ?? 0) + 1;
    yield;
  }
  for (let term = 0; term < terms; term += 1) {
    starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
    if (term % TERMS_A_STEP === 0) yield;
  }
  return starts;
}

/** Each term's documents and what the term weighs in them, every document scaled to length 1. */
function* postingsOf(
  rows: readonly CountedText[],
  starts: Int32Array,
  idf: Float64Array,
): Steps<{ documents: Int32Array; weights: Float32Array }> {
  const next = starts.slice();
  const total = starts.at(-1) ?? 0;
  const [documents, weights] = [new Int32Array(total), new Float32Array(total)];
  for (const [document, row] of rows.entries()) {
    const own = Float64Array.from(row.terms, (term, at) => (row.weights[at] ?? 0) * (idf[term] ?? 0));
    const length = Math.sqrt(own.reduce((sum, weight) => sum + weight * weight, 0));
    for (const [at, term] of row.terms.entries()) {
      const place = next[term] ?? 0;
      next[term] = place + 1;
      documents[place] = document;
      weights[place] = (own[at] ?? 0) / length;
    }
    yield;
  }
  return { documents, weights };
}
