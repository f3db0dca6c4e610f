import { describe, expect, test } from 'vitest';
import { HashEmbeddings } from '../../llm/embeddings/hash-embeddings.js';
import { classify, trainClassifier, type Classifier, type Labelled } from './classifier.js';
import { decodeClassifier, encodeClassifier } from './classifier-file.js';
import { createVocabulary, vectorOf } from './ngrams.js';
import { predict, trainSoftmax } from './softmax.js';

const ROWS: Labelled[] = [
  ['where is my parcel', 'track'],
  ['has my parcel shipped', 'track'],
  ['when does my parcel arrive', 'track'],
  ['give me my money back', 'refund'],
  ['i want a refund of my money', 'refund'],
  ['refund this please', 'refund'],
  ['hello there', 'greet'],
  ['hi, good morning', 'greet'],
  ['good evening', 'greet'],
].map(([text = '', label = '']) => ({ text, label }));
const embeddings = new HashEmbeddings();

async function judged(classifier: Classifier, text: string) {
  const verdict = classify(classifier, text, await embeddings.embedOne(text));
  const best = verdict.probabilities.indexOf(Math.max(...verdict.probabilities));
  return { label: classifier.labels[best], ...verdict };
}

describe('n-grams', () => {
  const vocabulary = createVocabulary(['order 12 is late', 'mail bob@x.io']);

  test('numbers and addresses count as such, whichever they are', () => {
    expect(vectorOf('ORDER 99999', vocabulary)).toEqual(vectorOf('order 12', vocabulary));
    expect(vectorOf('mail eve@evil.example', vocabulary)).toEqual(vectorOf('mail bob@x.io', vocabulary));
  });

  test('a text has length 1, whatever its size, and one without known terms has none', () => {
    for (const text of ['order', 'order is late late late', 'mail '.repeat(5000)]) {
      expect(Math.hypot(...vectorOf(text, vocabulary).values)).toBeCloseTo(1, 5);
    }
    expect(vectorOf('日本 🚀', vocabulary).places).toHaveLength(0);
  });
});

test('softmax regression learns what separates its rows, and the same from the same rows', () => {
  const row = (place: number) => ({ places: Int32Array.of(place), values: Float32Array.of(1) });
  const options = { features: 3, classes: 2, epochs: 30, rate: 0.3, seed: 7 };
  const train = () => trainSoftmax([row(0), row(1), row(2)], Int32Array.of(0, 1, 1), options);
  const model = train();
  expect(predict(model, row(0))[0]).toBeGreaterThan(0.8);
  expect(predict(model, row(2))[1]).toBeGreaterThan(0.8);
  expect(train()).toEqual(model);
});

describe('a classifier', () => {
  test.each([
    ['parcel still not here, when does it arrive', 'track'],
    ['money back pls', 'refund'],
    ['good morning to you', 'greet'],
  ])('says of %j: %s', async (text, label) => {
    const verdict = await judged(await trainClassifier(ROWS, embeddings), text);
    expect(verdict.label).toBe(label);
    expect(verdict.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 4);
  });

  test('is nearest to what it was trained on', async () => {
    const classifier = await trainClassifier(ROWS, embeddings);
    expect((await judged(classifier, 'refund this please')).cosine).toBeCloseTo(1, 4);
    expect((await judged(classifier, 'quantum chromodynamics')).cosine).toBeLessThan(0.5);
  });

  test('is the same after it was written and read, and is read by its key only', async () => {
    const classifier = await trainClassifier(ROWS, embeddings);
    const bytes = encodeClassifier(classifier, 'key');
    expect(decodeClassifier(bytes, 'key')).toEqual(classifier);
    expect(decodeClassifier(bytes, 'other')).toBeUndefined();
  });

  test.each([0, 1, 40, 4000])('that was cut off after %i bytes is none', async (length) => {
    const bytes = encodeClassifier(await trainClassifier(ROWS, embeddings), 'key');
    expect(bytes.length).toBeGreaterThan(length);
    expect(decodeClassifier(bytes.subarray(0, length), 'key')).toBeUndefined();
  });
});
