import type { SparseVector } from './ngrams.js';
import { createRandom } from '../../core/random.js';
import { shuffled } from './random.js';

/** Softmax regression: a score for each class is the sum of the features' weights. */
export interface SoftmaxModel {
  classes: number;
  /** The weights of the first feature for every class, then those of the second, ...; the last row is the bias. */
  weights: Float32Array;
}

export interface TrainingOptions {
  features: number;
  classes: number;
  epochs: number;
  /** Adagrad's step. */
  rate: number;
  seed: number;
}

const BATCH = 16;
/** Smaller errors than this move nothing. */
const NEGLIGIBLE = 1e-4;

/** Trains by mini-batches with Adagrad, in an order that depends on the seed alone: the same input gives the same weights. */
export function trainSoftmax(
  rows: readonly SparseVector[],
  labels: Int32Array,
  options: TrainingOptions,
): SoftmaxModel {
  const { features, classes, epochs, rate } = options;
  const size = (features + 1) * classes;
  const step: Step = {
    rate,
    classes,
    weights: new Float32Array(size),
    squares: new Float32Array(size),
    gradient: new Float32Array(size),
    touched: new Uint8Array(features + 1),
  };
  const random = createRandom(options.seed);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const order = shuffled(rows.length, random);
    for (let start = 0; start < order.length; start += BATCH) {
      for (const index of order.subarray(start, start + BATCH))
        addGradient(step, rows[index], labels[index] ?? 0);
      applyGradient(step);
    }
  }
  return { classes, weights: step.weights };
}

/** The probability of each class. */
export function predict({ classes, weights }: SoftmaxModel, { places, values }: SparseVector): Float32Array {
  const scores = weights.slice(weights.length - classes);
  for (let index = 0; index < places.length; index += 1) {
    const start = (places[index] ?? 0) * classes;
    const value = values[index] ?? 0;
    for (let label = 0; label < classes; label += 1) {
      scores[label] = (scores[label] ?? 0) + value * (weights[start + label] ?? 0);
    }
  }
  return toProbabilities(scores);
}

interface Step extends SoftmaxModel {
  rate: number;
  squares: Float32Array;
  gradient: Float32Array;
  /** The features whose gradient is not 0. */
  touched: Uint8Array;
}

function addGradient(step: Step, row: SparseVector | undefined, label: number): void {
  if (row === undefined) return;
  const errors = predict(step, row);
  errors[label] = (errors[label] ?? 0) - 1;
  const wrong = placesAbove(errors, NEGLIGIBLE);
  const bias = step.touched.length - 1;
  for (let index = 0; index <= row.places.length; index += 1) {
    const place = index === row.places.length ? bias : (row.places[index] ?? 0);
    const value = index === row.places.length ? 1 : (row.values[index] ?? 0);
    step.touched[place] = 1;
    const start = place * step.classes;
    for (let each = 0; each < wrong.length; each += 1) {
      const at = wrong[each] ?? 0;
      step.gradient[start + at] = (step.gradient[start + at] ?? 0) + value * (errors[at] ?? 0);
    }
  }
}

function placesAbove(values: Float32Array, floor: number): Int32Array {
  const places = new Int32Array(values.length);
  let count = 0;
  for (let index = 0; index < values.length; index += 1) {
    if (Math.abs(values[index] ?? 0) > floor) {
      places[count] = index;
      count += 1;
    }
  }
  return places.subarray(0, count);
}

function applyGradient({ rate, classes, weights, squares, gradient, touched }: Step): void {
  for (let place = 0; place < touched.length; place += 1) {
    if (touched[place] === 0) continue;
    touched[place] = 0;
    for (let cell = place * classes; cell < (place + 1) * classes; cell += 1) {
      const slope = gradient[cell] ?? 0;
      if (slope === 0) continue;
      gradient[cell] = 0;
      const square = (squares[cell] ?? 0) + slope * slope;
      squares[cell] = square;
      weights[cell] = (weights[cell] ?? 0) - (rate * slope) / (Math.sqrt(square) + 1e-8);
    }
  }
}

function toProbabilities(scores: Float32Array): Float32Array {
  const top = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  let sum = 0;
  for (let label = 0; label < scores.length; label += 1) {
    const value = Math.exp((scores[label] ?? 0) - top);
    scores[label] = value;
    sum += value;
  }
  for (let label = 0; label < scores.length; label += 1) scores[label] = (scores[label] ?? 0) / sum;
  return scores;
}
