const HEADS = 4;

export interface AttentionInput {
  /** A row for each token: queries, then keys, then values, `width` numbers each. */
  qkv: Float32Array;
  width: number;
  /** A row for each token: what it takes from the others, `width` numbers. */
  output: Float32Array;
}

/** Each token of one sentence looks at all tokens of that sentence: those from row `start` up to row `end`. */
export function attend(input: AttentionInput, start: number, end: number): void {
  const weights = new Float32Array(end - start);
  const size = input.width / HEADS;
  for (let head = 0; head < input.width; head += size) {
    for (let row = start; row < end; row++) {
      weigh(input, weights, { row, start, head, size });
      collect(input, weights, { row, start, head, size });
    }
  }
}

interface Look {
  row: number;
  start: number;
  head: number;
  size: number;
}

/** The softmax of the scaled products of a token's query with every key. */
function weigh({ qkv, width }: AttentionInput, weights: Float32Array, look: Look): void {
  const scale = 1 / Math.sqrt(look.size);
  const query = look.row * 3 * width + look.head;
  let highest = -Infinity;
  for (let other = 0; other < weights.length; other++) {
    const key = (look.start + other) * 3 * width + width + look.head;
    let sum = 0;
    for (let at = 0; at < look.size; at++) sum += (qkv[query + at] ?? 0) * (qkv[key + at] ?? 0);
    weights[other] = sum * scale;
    highest = Math.max(highest, sum * scale);
  }
  let total = 0;
  for (let other = 0; other < weights.length; other++) {
    const weight = Math.exp((weights[other] ?? 0) - highest);
    weights[other] = weight;
    total += weight;
  }
  for (let other = 0; other < weights.length; other++) weights[other] = (weights[other] ?? 0) / total;
}

/** The values of all tokens, weighed. */
function collect({ qkv, width, output }: AttentionInput, weights: Float32Array, look: Look): void {
  const to = look.row * width + look.head;
  output.fill(0, to, to + look.size);
  for (let other = 0; other < weights.length; other++) {
    const weight = weights[other] ?? 0;
    const value = (look.start + other) * 3 * width + 2 * width + look.head;
    for (let at = 0; at < look.size; at++)
      output[to + at] = (output[to + at] ?? 0) + weight * (qkv[value + at] ?? 0);
  }
}
