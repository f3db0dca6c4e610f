import type { Matrix } from './matrix.js';
import type { Hit } from './vector-index.js';

/** Compared in one go: some 2 ms. */
const ROWS_AT_ONCE = 1024;

/** The exact answer by comparing with every vector; others get their turn in between. */
export async function scan(
  matrix: Matrix,
  query: Float32Array,
  k: number,
  signal?: AbortSignal,
): Promise<Hit[]> {
  const rows = matrix.ids.length;
  const scores = new Float32Array(rows);
  for (let row = 0; row < rows; row += ROWS_AT_ONCE) {
    if (row > 0) await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    score(matrix.numbers, query, scores.subarray(row, Math.min(row + ROWS_AT_ONCE, rows)), row);
  }
  return best(scores, k).map((row) => ({ id: matrix.ids[row] ?? '', score: scores[row] ?? 0 }));
}

/** Four sums at once, for they need not wait for each other. */
function score(numbers: Float32Array, query: Float32Array, scores: Float32Array, first: number): void {
  const width = query.length;
  for (let row = 0; row < scores.length; row++) {
    let at = (first + row) * width;
    let [a, b, c, d] = [0, 0, 0, 0];
    let column = 0;
    for (; column + 3 < width; column += 4, at += 4) {
      a += (query[column] ?? 0) * (numbers[at] ?? 0);
      b += (query[column + 1] ?? 0) * (numbers[at + 1] ?? 0);
      c += (query[column + 2] ?? 0) * (numbers[at + 2] ?? 0);
      d += (query[column + 3] ?? 0) * (numbers[at + 3] ?? 0);
    }
    for (; column < width; column++, at++) a += (query[column] ?? 0) * (numbers[at] ?? 0);
    scores[row] = a + b + (c + d);
  }
}

/** The rows of the `k` highest scores, highest first; where equal, the earlier row. */
function best(scores: Float32Array, k: number): number[] {
  const found: number[] = [];
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] ?? 0;
    if (found.length === k && score <= (scores[found[k - 1] ?? 0] ?? 0)) continue;
    let place = found.length;
    while (place > 0 && (scores[found[place - 1] ?? 0] ?? 0) < score) place -= 1;
    found.splice(place, 0, row);
    if (found.length > k) found.pop();
  }
  return found;
}
