/**
 * One score out of several for each text, each first brought to mean 0 and deviation 1 over the collection, so that a cosine of
 * vectors and one of words can be added. A score that is the same for all says nothing and counts as 0.
 */
export function fuse(
  scores: readonly { values: ArrayLike<number>; weight: number }[],
  size: number,
): Float64Array {
  const fused = new Float64Array(size);
  for (const { values, weight } of scores) {
    const { mean, deviation } = spreadOf(values, size);
    if (deviation < 1e-9) continue;
    for (let index = 0; index < size; index += 1) {
      fused[index] = (fused[index] ?? 0) + (weight * ((values[index] ?? 0) - mean)) / deviation;
    }
  }
  return fused;
}

function spreadOf(values: ArrayLike<number>, size: number): { mean: number; deviation: number } {
  let sum = 0;
  for (let index = 0; index < size; index += 1) sum += values[index] ?? 0;
  const mean = size === 0 ? 0 : sum / size;
  let squares = 0;
  for (let index = 0; index < size; index += 1) squares += ((values[index] ?? 0) - mean) ** 2;
  return { mean, deviation: size === 0 ? 0 : Math.sqrt(squares / size) };
}
