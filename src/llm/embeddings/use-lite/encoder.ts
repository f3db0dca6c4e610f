import { normalise } from '../../../core/vectors.js';
import { readBlock, runBlock, takeWork, DIMENSION } from './block.js';
import { createArena } from './matmul.js';
import type { PublishedModel } from './read-weights.js';

/** The model clips a sentence at this many pieces. */
export const MAX_PIECES = 128;
/** Pieces computed at once; the working memory is made for so many. */
export const MAX_ROWS = 512;

const EMBEDDED = 256;
const PIECES = 8002;
/** What the weights and the working memory come to, in numbers, with some to spare. */
const ARENA_FLOATS = 5_000_000 + MAX_ROWS * 5000;

export interface Encoder {
  /** One unit vector a sentence, of at most `MAX_ROWS` pieces together; a sentence has 1 to `MAX_PIECES` pieces. */
  encode(sentences: readonly (readonly number[])[]): Float32Array[];
}

/**
 * The Universal Sentence Encoder (lite): two transformer layers, the mean of the tokens, a dense layer. The tokens of all
 * sentences are computed together, one row each, and only attention looks at where a sentence ends: no padding is needed.
 */
export async function createEncoder({ tensor }: PublishedModel): Promise<Encoder> {
  const arena = await createArena(ARENA_FLOATS);
  const table = tensor('module/Embeddings_en', PIECES * EMBEDDED);
  const places = markPlaces(tensor('TimingSignal/ExpandDims_1', EMBEDDED / 2));
  const widen = arena.layer(
    tensor('Layer_0/TransformerLayer/dense/kernel/ConcatPartitions/concat', EMBEDDED * DIMENSION),
    tensor('Layer_0/TransformerLayer/dense/bias/ConcatPartitions/concat', DIMENSION),
  );
  const first = readBlock(arena, tensor, 0, EMBEDDED);
  const second = readBlock(arena, tensor, 1, DIMENSION);
  const last = arena.layer(
    tensor('hidden_layers/tanh_layer_0/weights', DIMENSION * DIMENSION),
    tensor('hidden_layers/tanh_layer_0/bias', DIMENSION),
  );
  const embedded = arena.take(MAX_ROWS * EMBEDDED);
  const work = takeWork(arena, MAX_ROWS);
  return {
    encode(sentences) {
      const ends = endsOf(sentences);
      const rows = ends.at(-1) ?? 0;
      if (rows > MAX_ROWS) throw new RangeError(`${rows} pieces at once are more than ${MAX_ROWS}`);
      embedPieces(sentences, { table, places, output: embedded.numbers });
      widen.apply(embedded, work.stream, rows);
      runBlock(first, work, embedded.numbers, ends);
      runBlock(second, work, work.stream.numbers, ends);
      average(work.stream.numbers, ends, work.normed.numbers);
      last.apply(work.normed, work.added, sentences.length);
      return sentences.map((_, index) => toUnitVector(work.added.numbers, index));
    },
  };
}

/** The row after the last of each sentence. */
function endsOf(sentences: readonly (readonly number[])[]): number[] {
  let end = 0;
  return sentences.map(({ length }) => (end += length));
}

interface Embedding {
  table: Float32Array;
  places: Float64Array;
  output: Float32Array;
}

/** What tells the model where in its sentence a piece stands: sines, then cosines, for each of `MAX_PIECES` places. */
function markPlaces(frequencies: Float32Array): Float64Array {
  const places = new Float64Array(MAX_PIECES * EMBEDDED);
  for (let place = 0; place < MAX_PIECES; place++) {
    for (let at = 0; at < frequencies.length; at++) {
      const angle = Math.fround(place * (frequencies[at] ?? 0));
      places[place * EMBEDDED + at] = Math.sin(angle);
      places[place * EMBEDDED + frequencies.length + at] = Math.cos(angle);
    }
  }
  return places;
}

/** Twice the piece's own numbers, plus those of its place. */
function embedPieces(sentences: readonly (readonly number[])[], { table, places, output }: Embedding): void {
  let to = 0;
  for (const ids of sentences) {
    for (let place = 0; place < ids.length; place++) {
      const piece = (ids[place] ?? 0) * EMBEDDED;
      for (let at = 0; at < EMBEDDED; at++) {
        output[to + at] = 2 * (table[piece + at] ?? 0) + (places[place * EMBEDDED + at] ?? 0);
      }
      to += EMBEDDED;
    }
  }
}

/** The mean of each sentence's rows. */
function average(stream: Float32Array, ends: readonly number[], output: Float32Array): void {
  let row = 0;
  for (const [sentence, end] of ends.entries()) {
    const count = end - row;
    const mean = output.subarray(sentence * DIMENSION, (sentence + 1) * DIMENSION).fill(0);
    for (; row < end; row++) {
      for (let at = 0; at < DIMENSION; at++)
        mean[at] = (mean[at] ?? 0) + (stream[row * DIMENSION + at] ?? 0) / count;
    }
  }
}

function toUnitVector(numbers: Float32Array, index: number): Float32Array {
  const vector = numbers.slice(index * DIMENSION, (index + 1) * DIMENSION);
  for (let at = 0; at < DIMENSION; at++) vector[at] = Math.tanh(vector[at] ?? 0);
  if (!normalise(vector)) throw new Error('the model gave a vector without a direction');
  return vector;
}
