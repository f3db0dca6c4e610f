import { dot } from '../../core/vectors.js';
import type { IndexedSection } from './knowledge.js';

/** One vector of length 1 a text, in order. */
export type EmbedTexts = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** What a sentence of the knowledge base has in common with a question by its meaning. */
export interface SentenceVectors {
  /** The cosine of each sentence, section by section; undefined while they are still being read, or where they cannot be. */
  cosines(question: string): Promise<Float64Array | undefined>;
  /** Resolves when they have been read, however that went. */
  ready(): Promise<void>;
}

const AT_ONCE = 16;

/** Reads the sentences beside everything else, from the first question on. */
export function createSentenceVectors(
  sections: readonly IndexedSection[],
  embed: EmbedTexts,
): SentenceVectors {
  // A sentence says what it says under its heading: "Within 30 days." alone answers nothing.
  const texts = sections.flatMap(({ title, section, sentences }) =>
    sentences.map(({ text }) => `${title}. ${section}. ${text}`),
  );
  let vectors: readonly Float32Array[] | undefined;
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    const all: Float32Array[] = [];
    while (all.length < texts.length)
      all.push(...(await embed(texts.slice(all.length, all.length + AT_ONCE))));
    vectors = all;
  };
  // What failed is tried again with the next question; until then words decide alone.
  const begin = (): Promise<void> =>
    (reading ??= read().catch(() => {
      reading = undefined;
    }));
  return {
    ready: begin,
    async cosines(question) {
      void begin();
      if (vectors === undefined) return undefined;
      const [asked] = await embed([question]).catch(() => []);
      return asked && Float64Array.from(vectors, (vector) => dot(asked, vector));
    },
  };
}
