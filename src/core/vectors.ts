/** Scales `vector` to length 1 in place; false where it has no direction (zeros, NaN, infinities). */
export function normalise(vector: Float32Array): boolean {
  const sum = dot(vector, vector);
  if (!Number.isFinite(sum) || sum < 1e-24) return false;
  const scale = 1 / Math.sqrt(sum);
  for (let index = 0; index < vector.length; index++) vector[index] = (vector[index] ?? 0) * scale;
  return true;
}

/** The inner product; the cosine where both are of length 1. The rest of a longer one counts as 0. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
