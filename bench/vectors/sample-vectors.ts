import { createDice, type Dice } from '../../src/policy/text/fixtures/dice.js';
import { randomVector } from '../../src/testing/vector-table.js';
import { normalise } from '../../src/core/vectors.js';
import type { VectorRow } from '../../src/memory/vectors/vector-index.js';

export const DIMENSION = 512;
/** How far from its centre a vector lies; embeddings of one intent have a cosine of about 0.6. */
const SPREAD = 0.8;

/** Vectors in clusters, as texts have them: wholly random ones would all be equally far from each other. */
export function createSamples(seed: number): {
  vector(): Float32Array;
  rows(count: number, prefix?: string): VectorRow[];
} {
  const dice: Dice = createDice(seed);
  const centres = Array.from({ length: 300 }, () => randomVector(dice, DIMENSION));
  const vector = (): Float32Array => {
    const centre = dice.pick(centres);
    const around = randomVector(dice, DIMENSION).map((value, at) => value * SPREAD + (centre[at] ?? 0));
    normalise(around);
    return around;
  };
  const rows = (count: number, prefix = ''): VectorRow[] =>
    Array.from({ length: count }, (_, row) => ({ id: `${prefix}${row}`, vector: vector() }));
  return { vector, rows };
}
