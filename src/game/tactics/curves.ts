/** Makes of an input between 0 and 1 how much it counts, between 0 and 1. */
export type Curve = (input: number) => number;

const clamp = (value: number): number => (value > 0 ? Math.min(1, value) : 0);

/** From `low` (at 0) to `high` (at 1), in a straight line. */
export const linear =
  (low = 0, high = 1): Curve =>
  (input) =>
    clamp(low + (high - low) * clamp(input));

/** Rises slowly at first (`power` > 1) or fast (`power` < 1). */
export const power =
  (exponent: number, low = 0): Curve =>
  (input) =>
    clamp(low + (1 - low) * clamp(input) ** exponent);

/** Turns from 0 to 1 around `middle`, the more sharply the greater `slope`. */
export const logistic =
  (middle: number, slope: number): Curve =>
  (input) =>
    clamp(1 / (1 + Math.exp(-slope * (clamp(input) - middle))));

/** `low` for 0, else 1. */
export const flag =
  (low: number): Curve =>
  (input) =>
    input > 0 ? 1 : low;
