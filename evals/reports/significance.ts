/**
 * How likely so uneven a split of changes is where nothing has changed: McNemar's exact test, two-sided. `fixed` and `broken`
 * count what passed on one side only.
 */
export function mcNemar(fixed: number, broken: number): number {
  const n = fixed + broken;
  if (n === 0) return 1;
  let tail = 0;
  for (let k = 0; k <= Math.min(fixed, broken); k += 1) tail += Math.exp(logChoose(n, k) - n * Math.LN2);
  return Math.min(1, 2 * tail);
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i += 1) sum += Math.log((n - k + i) / i);
  return sum;
}

/**
 * How likely so one-sided differences of pairs are where nothing has changed: Wilcoxon's signed-rank test with the normal
 * approximation, two-sided. 1 for fewer than ten pairs that differ, of which nothing can be said.
 */
export function wilcoxon(differences: readonly number[]): number {
  const ranked = differences.filter((one) => one !== 0).sort((a, b) => Math.abs(a) - Math.abs(b));
  const n = ranked.length;
  if (n < 10) return 1;
  const positive = ranked.reduce((sum, one, index) => (one > 0 ? sum + index + 1 : sum), 0);
  const mean = (n * (n + 1)) / 4;
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24);
  return Math.min(1, 2 * normalTail(Math.abs(positive - mean) / deviation));
}

/** Above `z` (Abramowitz and Stegun 26.2.17). */
function normalTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const sum =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}
