import type { Passage, Summary } from './rag.schema.js';

const MAX_SENTENCES = 3;
/** A further sentence must be nearly as good as the best one, or it is left out. */
const WORTH_ADDING = 0.7;
/** BM25's usual constants: how soon a repeated word stops counting, and how much long sentences pay for their length. */
const K1 = 1.2;
const B = 0.75;

/** A sentence need not repeat what its heading says, but should weigh more where it does. */
const HEADING = 0.5;
/** The search ranked the passages with more knowledge than words: what stands lower must fit better. */
const RANK_LOSS = 0.3;

const STOP_WORDS = new Set(
  (
    'a about an and any are as at be by can could do does for from have how i if in is it me my of on or please that the ' +
    'their there this to was what when where which who why will with would you your'
  ).split(' '),
);

interface Sentence {
  text: string;
  words: string[];
  /** What its passage is about: the words of title and section. */
  heading: string[];
  /** Places: of its passage among the results, and of the sentence in its passage. */
  passage: number;
  index: number;
}

/**
 * Answers `question` with up to three sentences copied from `passages` (best first), chosen by the words they share with
 * it, and cites the passages they come from. Where none shares a word the best passage speaks for itself.
 */
export function summarize(question: string, passages: readonly Passage[]): Summary {
  const sentences = passages.flatMap((passage, i) => splitSentences(passage, i));
  const wanted = termsOf(question);
  const chosen = choose(rank(sentences, wanted));
  const used = [...new Set(chosen.map(({ passage }) => passage))];
  const order = (s: Sentence): number => used.indexOf(s.passage) * sentences.length + s.index;
  return {
    summary: chosen
      .toSorted((a, b) => order(a) - order(b))
      .map(({ text }) => text)
      .join(' '),
    citations: passages.filter((_passage, i) => used.includes(i)),
  };
}

function choose(ranked: { sentence: Sentence; score: number }[]): Sentence[] {
  const [best] = ranked;
  if (best === undefined) return [];
  if (best.score === 0) return [best.sentence];
  const chosen = [...leadInOf(best.sentence, ranked), best.sentence];
  for (const { sentence, score } of ranked) {
    if (chosen.length === MAX_SENTENCES || score < best.score * WORTH_ADDING) break;
    if (!chosen.some((other) => saysTheSame(other, sentence))) chosen.push(sentence);
  }
  return chosen;
}

/** The sentence before: without it a "those" or a "then" may hang in the air. */
function leadInOf(best: Sentence, ranked: { sentence: Sentence }[]): Sentence[] {
  return ranked
    .map(({ sentence }) => sentence)
    .filter(({ passage, index }) => passage === best.passage && index === best.index - 1);
}

/** Best first; of two equally good ones the earlier. */
function rank(sentences: Sentence[], wanted: string[]): { sentence: Sentence; score: number }[] {
  const averageLength = sentences.reduce((sum, { words }) => sum + words.length, 0) / sentences.length;
  const weights = new Map(wanted.map((word) => [word, inverseFrequency(word, sentences)]));
  return sentences
    .map((sentence) => {
      const score =
        bm25(sentence.words, weights, averageLength) +
        HEADING * bm25(sentence.heading, weights, averageLength);
      return { sentence, score: score / (1 + RANK_LOSS * sentence.passage) };
    })
    .sort((a, b) => b.score - a.score);
}

function bm25(words: string[], weights: ReadonlyMap<string, number>, averageLength: number): number {
  const penalty = K1 * (1 - B + (B * words.length) / averageLength);
  let score = 0;
  for (const [word, weight] of weights) {
    const count = words.filter((other) => other === word).length;
    score += (weight * count * (K1 + 1)) / (count + penalty);
  }
  return score;
}

function inverseFrequency(word: string, sentences: Sentence[]): number {
  const holding = sentences.filter(({ words }) => words.includes(word)).length;
  return Math.log(1 + (sentences.length - holding + 0.5) / (holding + 0.5));
}

function saysTheSame(a: Sentence, b: Sentence): boolean {
  const words = new Set(a.words);
  const shared = new Set(b.words.filter((word) => words.has(word))).size;
  return shared >= 0.8 * Math.min(words.size, new Set(b.words).size);
}

function splitSentences({ quote, title, section }: Passage, passage: number): Sentence[] {
  const heading = wordsOf(`${title} ${section}`);
  const segments = new Intl.Segmenter('en', { granularity: 'sentence' }).segment(unwrap(quote));
  return [...segments]
    .map(({ segment }, index) => ({ text: segment.replaceAll(/\s+/g, ' ').trim(), heading, passage, index }))
    .map((sentence) => ({ ...sentence, words: wordsOf(sentence.text) }))
    .filter(({ words }) => words.length > 0);
}

/** Headings are no sentences; a line break ends one only before a blank line or a list item. */
function unwrap(quote: string): string {
  return quote.replaceAll(/^#+ .*$/gm, '').replaceAll(/(?<!\n)\n(?!\n|[-*•] |\d+[.)] )/g, ' ');
}

/** The words of the question, and its neighbours written as one: "void hydra" also asks for "VoidHydra". */
function termsOf(question: string): string[] {
  const words = wordsOf(question);
  const joined = words.slice(1).map((word, i) => `${words[i]}${word}`);
  return [...new Set([...words, ...joined])];
}

/** The telling words in lower case without the commonest endings, so that "refunds" asks for "refunded" too. */
function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !STOP_WORDS.has(word)).map(stem);
}

function stem(word: string): string {
  return word
    .replace(/ies$/, 'y')
    .replace(/^(.{3,}?)(?:ing|ed|es|e|(?<!s)s)$/, '$1')
    .replace(/([^aeiou\d])\1$/, '$1');
}
