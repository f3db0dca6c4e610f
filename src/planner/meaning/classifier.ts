import { dot } from '../../core/vectors.js';
import type { TextEmbeddings } from '../../llm/embeddings/text-embeddings.js';
import { createVocabulary, vectorOf, type SparseVector, type Vocabulary } from './ngrams.js';
import { predict, trainSoftmax, type SoftmaxModel } from './softmax.js';

/** Tells classes of sentences apart by their words and by their meaning. */
export interface Classifier {
  /** Whose vectors it was trained on; it can judge no others. */
  embeddingModel: string;
  dimension: number;
  labels: readonly string[];
  vocabulary: Vocabulary;
  byWords: SoftmaxModel;
  byMeaning: SoftmaxModel;
  /** The vectors of all examples, one after the other. */
  examples: Float32Array;
}

export interface Labelled {
  text: string;
  label: string;
}

/** What a classifier makes of a sentence. */
export interface Verdict {
  /** By label, in the classifier's order; they add up to 1. */
  probabilities: Float32Array;
  /** How near the nearest example is, whatever its label: 1 is the same, 0 is unrelated. */
  cosine: number;
}

const TRAINING = { byWords: { epochs: 10, rate: 0.1 }, byMeaning: { epochs: 10, rate: 0.3 }, seed: 1 };
const TEXTS_A_CALL = 128;

/** Changes when the same examples would give another classifier. */
export const TRAINING_VERSION = '1';

/** Trains on the rows; the same rows and vectors give the same classifier. Takes seconds for thousands of them. */
export async function trainClassifier(
  rows: readonly Labelled[],
  embeddings: TextEmbeddings,
): Promise<Classifier> {
  const { name, dimension } = embeddings.model;
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const places = new Map(labels.map((label, place) => [label, place]));
  const targets = Int32Array.from(rows, ({ label }) => places.get(label) ?? 0);
  const vocabulary = createVocabulary(rows.map(({ text }) => text));
  const vectors = await embedAll(
    embeddings,
    rows.map(({ text }) => text),
  );
  const { byWords, byMeaning, seed } = TRAINING;
  const shared = { classes: labels.length, seed };
  return {
    embeddingModel: name,
    dimension,
    labels,
    vocabulary,
    byWords: trainSoftmax(
      rows.map(({ text }) => vectorOf(text, vocabulary)),
      targets,
      { ...shared, ...byWords, features: vocabulary.idf.length },
    ),
    byMeaning: trainSoftmax(vectors.map(asSparse), targets, { ...shared, ...byMeaning, features: dimension }),
    examples: joined(vectors, dimension),
  };
}

/** Judges a sentence by its text and its vector: both classifiers must find a label likely for it to be likely. */
export function classify(classifier: Classifier, text: string, vector: Float32Array): Verdict {
  const words = predict(classifier.byWords, vectorOf(text, classifier.vocabulary));
  const meaning = predict(classifier.byMeaning, asSparse(vector));
  const both = words.map((p, label) => Math.sqrt(p * (meaning[label] ?? 0)));
  const sum = both.reduce((total, p) => total + p, 0);
  return { probabilities: both.map((p) => p / sum), cosine: nearest(classifier, vector) };
}

/** The vectors of many texts, in calls small enough for any deadline. */
export async function embedAll(
  embeddings: TextEmbeddings,
  texts: readonly string[],
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let start = 0; start < texts.length; start += TEXTS_A_CALL) {
    vectors.push(...(await embeddings.embed(texts.slice(start, start + TEXTS_A_CALL))));
  }
  return vectors;
}

function nearest({ examples, dimension }: Classifier, vector: Float32Array): number {
  let best = -1;
  for (let start = 0; start < examples.length; start += dimension) {
    best = Math.max(best, dot(vector, examples.subarray(start, start + dimension)));
  }
  return best;
}

function asSparse(vector: Float32Array): SparseVector {
  return { places: Int32Array.from(vector.keys()), values: vector };
}

function joined(vectors: readonly Float32Array[], dimension: number): Float32Array {
  const all = new Float32Array(vectors.length * dimension);
  for (const [index, vector] of vectors.entries()) all.set(vector, index * dimension);
  return all;
}
