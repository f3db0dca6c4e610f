/** A number in [0, 1) that depends on nothing but the seed and the words (FNV-1a, then a murmur finish). */
export function chance(seed: number, ...words: (string | number)[]): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const char of words.join('\u0000')) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** A whole number from `low` to `high`, both included. */
export function between(low: number, high: number, roll: number): number {
  return low + Math.floor(roll * (high - low + 1));
}

/** One of `items`, which must not be empty. */
export function pick<Item>(items: readonly [Item, ...Item[]], roll: number): Item {
  return items[Math.floor(roll * items.length)] ?? items[0];
}
