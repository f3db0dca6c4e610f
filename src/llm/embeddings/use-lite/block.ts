import { attend } from './attention.js';
import type { Arena, Layer, Place } from './matmul.js';
import type { ReadTensor } from './read-weights.js';

export const DIMENSION = 512;
const INNER = 1536;
const EPSILON = 1e-6;

interface Norm {
  scale: Float32Array;
  bias: Float32Array;
}

/** One transformer layer, normed before each of its two halves. */
export interface Block {
  width: number;
  before: Norm;
  qkv: Layer;
  out: Layer;
  between: Norm;
  expand: Layer;
  shrink: Layer;
}

export function readBlock(arena: Arena, tensor: ReadTensor, number: number, width: number): Block {
  const name = `Layer_${number}/TransformerLayer`;
  const layer = (weights: string, bias: string, [inputs, outputs]: [number, number]): Layer =>
    arena.layer(
      tensor(`${name}/${weights}`, inputs * outputs),
      tensor(`${name}/${bias}/bias/ConcatPartitions/concat`, outputs),
    );
  const norm = (path: string, size: number): Norm => ({
    scale: tensor(`Encode/${name}/${path}/layer_norm_scale/ConcatPartitions/concat`, size),
    bias: tensor(`Encode/${name}/${path}/layer_norm_bias/ConcatPartitions/concat`, size),
  });
  const attention = (part: string): [string, string] => [
    `MultiheadAttention/${part}/kernel/part_0`,
    `MultiheadAttention/${part}`,
  ];
  return {
    width,
    before: norm('layer_prepostprocess/layer_norm', width),
    qkv: layer(...attention('qkv_transform_single'), [width, 3 * width]),
    out: layer(...attention('output_transform_single'), [width, DIMENSION]),
    between: norm('FFN/layer_prepostprocess/layer_norm', DIMENSION),
    expand: layer('FFN/conv1/Tensordot/Reshape_1', 'FFN/conv1', [DIMENSION, INNER]),
    shrink: layer('FFN/conv2/Tensordot/Reshape_1', 'FFN/conv2', [INNER, DIMENSION]),
  };
}

/** The memory that every layer works in. */
export interface Work {
  /** What runs through the layers: one row of `DIMENSION` numbers a piece. */
  stream: Place;
  normed: Place;
  added: Place;
  inner: Place;
}

export function takeWork(arena: Arena, rows: number): Work {
  return {
    stream: arena.take(rows * DIMENSION),
    normed: arena.take(rows * DIMENSION),
    added: arena.take(rows * DIMENSION),
    inner: arena.take(rows * INNER),
  };
}

/** Adds to the stream what attention and the dense half make of it; attention reads `input`, the stream or what it was made of. */
export function runBlock(block: Block, work: Work, input: Float32Array, ends: readonly number[]): void {
  const rows = ends.at(-1) ?? 0;
  const { stream, normed, added, inner } = work;
  norm(input, block.before, normed.numbers, rows);
  block.qkv.apply(normed, inner, rows);
  const attention = { qkv: inner.numbers, width: block.width, output: normed.numbers };
  let start = 0;
  for (const end of ends) {
    attend(attention, start, end);
    start = end;
  }
  block.out.apply(normed, added, rows);
  addTo(stream.numbers, added.numbers, rows);
  norm(stream.numbers, block.between, normed.numbers, rows);
  block.expand.apply(normed, inner, rows);
  clipBelowZero(inner.numbers, rows * INNER);
  block.shrink.apply(inner, added, rows);
  addTo(stream.numbers, added.numbers, rows);
}

/** Each row to mean 0 and variance 1, then scaled and shifted as was learned. */
function norm(input: Float32Array, { scale, bias }: Norm, output: Float32Array, rows: number): void {
  const width = scale.length;
  for (let row = 0; row < rows * width; row += width) {
    let mean = 0;
    for (let at = 0; at < width; at++) mean += (input[row + at] ?? 0) / width;
    let variance = 0;
    for (let at = 0; at < width; at++) variance += ((input[row + at] ?? 0) - mean) ** 2 / width;
    const factor = 1 / Math.sqrt(variance + EPSILON);
    for (let at = 0; at < width; at++) {
      output[row + at] = ((input[row + at] ?? 0) - mean) * factor * (scale[at] ?? 0) + (bias[at] ?? 0);
    }
  }
}

function addTo(stream: Float32Array, added: Float32Array, rows: number): void {
  for (let at = 0; at < rows * DIMENSION; at++) stream[at] = (stream[at] ?? 0) + (added[at] ?? 0);
}

function clipBelowZero(numbers: Float32Array, count: number): void {
  for (let at = 0; at < count; at++) if ((numbers[at] ?? 0) < 0) numbers[at] = 0;
}
