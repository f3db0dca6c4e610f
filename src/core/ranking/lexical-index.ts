import { setImmediate as yieldToOthers } from 'node:timers/promises';
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
/** Counting gives way to other work after so long. */
const SLICE_MS = 5;

/**
 * Weighs terms by log-scaled frequency and the collection's own inverse document frequency (TF-IDF with smoothed IDF, cosine;
 * Manning, Raghavan, Schütze: Introduction to Information Retrieval, 6.4).
 */
export function createLexicalIndex(texts: readonly string[]): LexicalIndex {
  const vocabulary = createVocabulary();
  const counted = new Map(texts.map((text) => [text, vocabulary.count(text)]));
  return indexOf(texts, { vocabulary, texts: counted });
}

/** The same without holding up others for long; what `known` has counted is taken from it where all its texts are still there. */
export async function growLexicalIndex(
  texts: readonly string[],
  known?: LexicalIndex,
  sliceMs = SLICE_MS,
): Promise<LexicalIndex> {
  const wanted = new Set(texts);
  const base = known !== undefined && isWithin(known.counted, wanted) ? known.counted : undefined;
  const vocabulary = base?.vocabulary ?? createVocabulary();
  const counted = new Map<string, CountedText>();
  let began = performance.now();
  for (const text of wanted) {
    counted.set(text, base?.texts.get(text) ?? vocabulary.count(text));
    if (performance.now() - began < sliceMs) continue;
    await yieldToOthers();
    began = performance.now();
  }
  return indexOf(texts, { vocabulary, texts: counted });
}

function isWithin({ texts }: Counted, wanted: ReadonlySet<string>): boolean {
  for (const text of texts.keys()) if (!wanted.has(text)) return false;
  return true;
}

function indexOf(texts: readonly string[], counted: Counted): LexicalIndex {
  const rows = texts.flatMap((text) => counted.texts.get(text) ?? []);
  const starts = startsOf(rows, counted.vocabulary.size);
  const frequencyOf = (term: number): number => (starts[term + 1] ?? 0) - (starts[term] ?? 0);
  const idfOf = (frequency: number): number => Math.log((1 + rows.length) / (1 + frequency)) + 1;
  const idf = Float64Array.from({ length: counted.vocabulary.size }, (_, term) => idfOf(frequencyOf(term)));
  const { documents, weights } = postingsOf(rows, starts, idf);
  return {
    size: rows.length,
    bytes: counted.vocabulary.size * TERM_BYTES + documents.length * POSTING_BYTES,
    counted,
    scores(query) {
      const scores = new Float64Array(rows.length);
      const asked = [...termsOf(query)].map(([text, count]) => {
        const term = counted.vocabulary.find(text);
        // The vocabulary may have grown under a later index.
        return { term, weight: (1 + Math.log(count)) * (idf[term ?? -1] ?? idfOf(0)) };
      });
      const length = Math.hypot(...asked.map(({ weight }) => weight));
      for (const { term, weight } of asked) {
        if (term === undefined || term >= idf.length) continue;
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
function startsOf(rows: readonly CountedText[], terms: number): Int32Array {
  const starts = new Int32Array(terms + 1);
  for (const row of rows) for (const term of row.terms) starts[term + 1] = (starts[term + 1] ?? 0) + 1;
  for (let term = 0; term < terms; term += 1)
    starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  return starts;
}

/** Each term's documents and what the term weighs in them, every document scaled to length 1. */
function postingsOf(rows: readonly CountedText[], starts: Int32Array, idf: Float64Array) {
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
  }
  return { documents, weights };
}
