import { z } from 'zod';
import type { Classifier } from './classifier.js';

const Header = z.object({
  key: z.string(),
  embeddingModel: z.string(),
  dimension: z.int().min(1),
  labels: z.array(z.string()).min(1),
  terms: z.array(z.string()),
  /** The lengths of the lists of numbers that follow. */
  lengths: z.tuple([z.int(), z.int(), z.int(), z.int()]),
});

/** A trained classifier as bytes; `key` names what it was trained from. */
export function encodeClassifier(classifier: Classifier, key: string): Buffer {
  const { embeddingModel, dimension, labels, vocabulary, byWords, byMeaning, examples } = classifier;
  const numbers = [vocabulary.idf, byWords.weights, byMeaning.weights, examples];
  const header = {
    key,
    embeddingModel,
    dimension,
    labels,
    terms: [...vocabulary.places.keys()],
    lengths: numbers.map(({ length }) => length),
  };
  const text = Buffer.from(`${JSON.stringify(header)}\n`);
  const bytes = numbers.map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  return Buffer.concat([text, ...bytes]);
}

/** The classifier in the bytes; undefined where they are no whole classifier, or one trained from something else. */
export function decodeClassifier(bytes: Buffer, key: string): Classifier | undefined {
  const end = bytes.indexOf('\n');
  const header = Header.safeParse(parsed(bytes.subarray(0, Math.max(0, end)).toString()));
  if (!header.success || header.data.key !== key) return undefined;
  const { embeddingModel, dimension, labels, terms, lengths } = header.data;
  const body = bytes.subarray(end + 1);
  if (body.length !== 4 * lengths.reduce((sum, length) => sum + length, 0)) return undefined;
  let start = 0;
  const next = (length: number): Float32Array => {
    const part = new Float32Array(new Uint8Array(body.subarray(start, start + length * 4)).buffer);
    start += length * 4;
    return part;
  };
  const [idf, byWords, byMeaning, examples] = lengths.map(next);
  if (!idf || !byWords || !byMeaning || !examples) return undefined;
  const classes = labels.length;
  return {
    embeddingModel,
    dimension,
    labels,
    vocabulary: { places: new Map(terms.map((term, place) => [term, place])), idf },
    byWords: { classes, weights: byWords },
    byMeaning: { classes, weights: byMeaning },
    examples,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
