import type { Steps } from '../../core/steps.js';
import type { VectorRow } from './vector-index.js';

/** Vectors one after the other, each with its id; there may be unused room at the end of the numbers. */
export interface Matrix {
  readonly dimension: number;
  ids: string[];
  numbers: Float32Array;
}

/** What the length of a vector may be off by through rounding. */
const TOLERANCE = 1e-3;
/** What an id takes besides its letters. */
const ID_BYTES = 64;

/** Whether the cosine with others is their inner product, and nothing in it can upset FAISS. */
export function isUnitVector(vector: unknown, dimension: number): vector is Float32Array {
  if (!(vector instanceof Float32Array) || vector.length !== dimension) return false;
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.abs(sum - 1) < TOLERANCE;
}

/** Only the proper vectors, the last one of each id; `onInvalid` is told of the others. */
export function* properRows(
  rows: readonly VectorRow[],
  dimension: number,
  onInvalid: (id: string) => void,
): Steps<VectorRow[]> {
  const proper = new Map<string, VectorRow>();
  for (const row of rows) {
    if (isUnitVector(row.vector, dimension)) proper.set(row.id, row);
    else onInvalid(row.id);
    yield;
  }
  return [...proper.values()];
}

export function* toMatrix(rows: readonly VectorRow[], dimension: number): Steps<Matrix> {
  const matrix = {
    dimension,
    ids: rows.map(({ id }) => id),
    numbers: new Float32Array(rows.length * dimension),
  };
  for (const [row, { vector }] of rows.entries()) {
    matrix.numbers.set(vector, row * dimension);
    yield;
  }
  return matrix;
}

/** `count` rows from row `first` on, or those there are. */
export function partOf({ dimension, ids, numbers }: Matrix, first: number, count: number): Matrix {
  const last = Math.min(first + count, ids.length);
  return {
    dimension,
    ids: ids.slice(first, last),
    numbers: numbers.subarray(first * dimension, last * dimension),
  };
}

export function bytesOf({ numbers, ids }: Matrix): number {
  return numbers.byteLength + ids.length * ID_BYTES;
}

/** In place: a row that is known gets another vector, others are appended. */
export function putRows(matrix: Matrix, rows: readonly VectorRow[]): void {
  const { dimension, ids } = matrix;
  const needed = (ids.length + rows.length) * dimension;
  if (needed > matrix.numbers.length) {
    const wider = new Float32Array(Math.max(needed, Math.ceil(matrix.numbers.length * 1.5)));
    wider.set(matrix.numbers);
    matrix.numbers = wider;
  }
  for (const { id, vector } of rows) {
    const known = ids.indexOf(id);
    const row = known < 0 ? ids.push(id) - 1 : known;
    matrix.numbers.set(vector, row * dimension);
  }
}

/** In place: the last row takes the place of one that goes. */
export function removeRows(matrix: Matrix, ids: readonly string[]): void {
  const { dimension, numbers } = matrix;
  for (const id of ids) {
    const row = matrix.ids.indexOf(id);
    const last = matrix.ids.pop();
    if (row < 0 && last !== undefined) matrix.ids.push(last);
    if (row < 0 || last === undefined || row === matrix.ids.length) continue;
    matrix.ids[row] = last;
    const from = matrix.ids.length * dimension;
    numbers.copyWithin(row * dimension, from, from + dimension);
  }
}
