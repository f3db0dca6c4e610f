/** A vector of which only the places that are not 0 are kept. */
export interface SparseVector {
  places: Int32Array;
  values: Float32Array;
}

/** The terms the n-gram classifier knows, each with its place and how telling it is. */
export interface Vocabulary {
  places: ReadonlyMap<string, number>;
  /** Inverse document frequency, by place. */
  idf: Float32Array;
}

/** What is looked at of a text: a message is never longer, and time must be bounded. */
const MAX_CHARS = 2000;
const EMAIL = /[\w.%+-]{1,64}@[\w.-]{1,128}/g;
const WORD = /[\p{L}\p{N}@]+(?:['’][\p{L}]+)*/gu;
const CHAR_GROUPS = [3, 4, 5];

/** Every term that occurs in the texts, in the order of its first occurrence. */
export function createVocabulary(texts: readonly string[]): Vocabulary {
  const places = new Map<string, number>();
  const seen: number[] = [];
  for (const text of texts) {
    const { words, groups } = countTerms(text);
    for (const term of [...words.keys(), ...groups.keys()]) {
      const place = places.get(term) ?? places.size;
      places.set(term, place);
      seen[place] = (seen[place] ?? 0) + 1;
    }
  }
  return { places, idf: Float32Array.from(seen, (count) => Math.log((1 + texts.length) / (1 + count)) + 1) };
}

/**
 * The text as TF-IDF of its words and pairs of words, and of the groups of three to five letters within a word. Both halves
 * have the same length, so that the many letter groups do not drown the words. Terms the vocabulary lacks are left out.
 */
export function vectorOf(text: string, vocabulary: Vocabulary): SparseVector {
  const { words, groups } = countTerms(text);
  const entries = [...weighted(words, vocabulary), ...weighted(groups, vocabulary)];
  return {
    places: Int32Array.from(entries, ([place]) => place),
    values: Float32Array.from(entries, ([, value]) => value),
  };
}

function weighted(counts: ReadonlyMap<string, number>, { places, idf }: Vocabulary): [number, number][] {
  const entries: [number, number][] = [];
  let sum = 0;
  for (const [term, count] of counts) {
    const place = places.get(term);
    if (place === undefined) continue;
    const value = (1 + Math.log(count)) * (idf[place] ?? 0);
    sum += value * value;
    entries.push([place, value]);
  }
  const scale = sum === 0 ? 0 : Math.SQRT1_2 / Math.sqrt(sum);
  return entries.map(([place, value]) => [place, value * scale]);
}

/** Numbers and addresses count as such: which one it is says nothing about what is wanted. */
function countTerms(text: string): { words: Map<string, number>; groups: Map<string, number> } {
  const words = new Map<string, number>();
  const groups = new Map<string, number>();
  const plain = text.slice(0, MAX_CHARS).normalize('NFKC').toLowerCase();
  let before = '^';
  for (const [raw] of plain.replaceAll(EMAIL, '@').matchAll(WORD)) {
    const word = raw.replaceAll('’', "'").replaceAll(/\p{N}+/gu, '0');
    count(words, word);
    count(words, `${before} ${word}`);
    for (const group of groupsOf(` ${word} `)) count(groups, group);
    before = word;
  }
  return { words, groups };
}

/** Letter groups begin with an underscore, which no word does: the two kinds of terms never meet. */
function* groupsOf(word: string): Generator<string> {
  for (const size of CHAR_GROUPS) {
    for (let start = 0; start + size <= word.length; start += 1) yield `_${word.slice(start, start + size)}`;
  }
}

function count(counts: Map<string, number>, term: string): void {
  counts.set(term, (counts.get(term) ?? 0) + 1);
}
