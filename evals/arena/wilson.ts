/** 95 % of a normal distribution lies within this many standard deviations. */
const Z = 1.959964;

/** The range in which the true rate lies with 95 % confidence, after Wilson; as shares of one. */
export function wilson(won: number, played: number): { rate: number; low: number; high: number } {
  if (played === 0) return { rate: 0, low: 0, high: 1 };
  const rate = won / played;
  const scale = 1 + Z ** 2 / played;
  const middle = (rate + Z ** 2 / (2 * played)) / scale;
  const half = (Z / scale) * Math.sqrt((rate * (1 - rate)) / played + Z ** 2 / (4 * played ** 2));
  return { rate, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
