import { TextEmbeddings, type EmbeddingModel } from './text-embeddings.js';
import { normalise } from '../../core/vectors.js';

const DIMENSION = 512;
/** What is looked at of a text; as much as the other models see of it, and some. */
const MAX_CHARS = 4096;
/** After as many texts in one call others get their turn. */
const TEXTS_AT_ONCE = 64;

/**
 * Needs no weights: counts words and letter groups, hashed into 512 numbers. Finds shared words and spellings, not meaning;
 * it stands in where no model can be had.
 */
export class HashEmbeddings extends TextEmbeddings {
  readonly model: EmbeddingModel = { name: 'hash-512-v1', dimension: DIMENSION };

  override async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (const text of texts) {
      signal?.throwIfAborted();
      vectors.push(hashVector(text));
      if (vectors.length % TEXTS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    return vectors;
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}

function hashVector(text: string): Float32Array {
  const vector = new Float32Array(DIMENSION);
  for (const [feature, weight] of featuresOf(text)) add(vector, feature, weight);
  // The features of a text may cancel out; its bare hash cannot.
  if (!normalise(vector)) {
    vector.fill(0);
    add(vector, `text ${text.slice(0, MAX_CHARS)}`, 1);
  }
  return vector;
}

/** Words, pairs of words, and the groups of three to five letters within a word; frequent ones count less than in proportion. */
function featuresOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (feature: string): void => void counts.set(feature, (counts.get(feature) ?? 0) + 1);
  let before = '';
  for (const [word] of text
    .slice(0, MAX_CHARS)
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}]+/gu)) {
    count(`word ${word}`);
    if (before !== '') count(`pair ${before} ${word}`);
    for (const part of partsOf(`<${word}>`)) count(part);
    before = word;
  }
  for (const [feature, times] of counts) {
    counts.set(feature, (feature.startsWith('word ') ? 1 : 0.4) * Math.sqrt(times));
  }
  return counts;
}

function* partsOf(word: string): Generator<string> {
  for (const length of [3, 4, 5]) {
    for (let start = 0; start + length <= word.length; start++) yield word.slice(start, start + length);
  }
}

/** One bit of the hash is the sign, so that features that meet in one place cancel out as often as they add up. */
function add(vector: Float32Array, feature: string, weight: number): void {
  const hash = fnv1a(feature);
  const place = (hash >>> 1) % DIMENSION;
  vector[place] = (vector[place] ?? 0) + ((hash & 1) === 0 ? weight : -weight);
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  // The low bits of FNV alone are poor.
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}
