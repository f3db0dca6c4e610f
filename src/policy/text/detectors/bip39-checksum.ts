import { createHash } from 'node:crypto';

/** The lengths a phrase may have. */
export const PHRASE_LENGTHS = [24, 21, 18, 15, 12] as const;

/**
 * True where the words (by their numbers in the list) end in the checksum of what they encode. The library's own check
 * takes a tenth of a millisecond, which a scan with a time bound cannot pay.
 */
export function hasChecksum(numbers: readonly number[]): boolean {
  const entropyBytes = (numbers.length / 3) * 4;
  const bits = new Uint8Array(entropyBytes + 1);
  numbers.forEach((number, word) => {
    for (let bit = 0; bit < 11; bit += 1) {
      if ((number & (1 << (10 - bit))) === 0) continue;
      const at = word * 11 + bit;
      bits[at >> 3] = (bits[at >> 3] ?? 0) | (0x80 >> (at & 7));
    }
  });
  const checksumBits = numbers.length / 3;
  const digest = createHash('sha256').update(bits.subarray(0, entropyBytes)).digest();
  const mask = 0xff & (0xff << (8 - checksumBits));
  return ((digest[0] ?? 0) & mask) === ((bits[entropyBytes] ?? 0) & mask);
}
