import type { Answer } from '../../services/rag/rag.schema.js';
import { fuse } from '../../core/ranking/fuse.js';
import type { IndexedSection, Knowledge } from './knowledge.js';

/** What the best sentence must have in common with the question, its cosine and what its document covers of the words together. */
const FLOOR = 0.5;
const COVERAGE_ADDS = 0.4;
/** A sentence of another section is quoted where it is nearly as good as the first. */
const SECOND = 0.75;
const EMPTY: Answer = { answer: '', citations: [], confidence: 0 };

interface Sentence {
  section: IndexedSection;
  place: number;
  score: number;
  cosine: number;
}

/** Answers in the sentences that fit best by the words of their section (BM25) and by meaning; the empty answer where none fits. */
export function answerByMeaning(knowledge: Knowledge, question: string, cosines: Float64Array): Answer {
  const terms = knowledge.termsOf(question);
  const hits = knowledge.rank(terms);
  const sentences = scoreSentences(
    knowledge.sections,
    new Map(hits.map(({ section, score }) => [section, score])),
    cosines,
  );
  const best = bestOf(sentences);
  if (best === undefined) return EMPTY;
  const coverage = knowledge.coverage(
    terms,
    hits.filter(({ section }) => section.id === best.section.id),
  );
  const shared = best.cosine + COVERAGE_ADDS * coverage;
  if (shared < FLOOR) return EMPTY;
  const second = bestOf(
    sentences.filter(({ section, score }) => section !== best.section && score >= SECOND * best.score),
  );
  const citations = [quote(best, sentences), ...(second === undefined ? [] : [quote(second, [])])];
  return {
    answer: citations.map((citation) => citation.quote).join(' '),
    citations,
    confidence: Math.round(100 * Math.min(0.98, shared)) / 100,
  };
}

function scoreSentences(
  sections: readonly IndexedSection[],
  words: ReadonlyMap<IndexedSection, number>,
  cosines: Float64Array,
): Sentence[] {
  const plain = sections.flatMap((section) => section.sentences.map((_, place) => ({ section, place })));
  const scores = fuse(
    [
      { values: plain.map(({ section }) => words.get(section) ?? 0), weight: 0.5 },
      { values: cosines, weight: 0.5 },
    ],
    plain.length,
  );
  return plain.map((sentence, index) => ({
    ...sentence,
    score: scores[index] ?? 0,
    cosine: cosines[index] ?? 0,
  }));
}

/** The earlier one where two are as good. */
function bestOf(sentences: readonly Sentence[]): Sentence | undefined {
  return sentences.reduce<Sentence | undefined>(
    (best, sentence) => (best === undefined || sentence.score > best.score ? sentence : best),
    undefined,
  );
}

/** The sentence with the better one of its neighbours, as they stand in the document. */
function quote({ section, place }: Sentence, all: readonly Sentence[]): Answer['citations'][number] {
  const next = bestOf(
    all.filter((other) => other.section === section && Math.abs(other.place - place) === 1),
  );
  const places = [place, ...(next === undefined ? [] : [next.place])].toSorted((a, b) => a - b);
  const text = places.map((at) => section.sentences[at]?.text ?? '').join(' ');
  return { id: section.id, title: section.title, section: section.section, quote: text };
}
