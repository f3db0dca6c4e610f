import type { Answer, SearchResults } from '../../services/rag/rag.schema.js';
import { fuse } from '../../core/ranking/fuse.js';
import { answerAskedFor } from './asked-for.js';
import type { Hit, IndexedSection, Knowledge } from './knowledge.js';

/** What the best sentence must have in common with the question, its cosine and what its document covers of the words together. */
const FLOOR = 0.5;
const COVERAGE_ADDS = 0.4;
/** A sentence of another section is quoted where it is nearly as good as the first. */
const SECOND = 0.75;
/** What a sentence gains that holds what is asked for, in deviations: a time where it is asked how long. */
const ANSWER_ADDS = 0.8;
/** A passage is found by a word of the query, or where its cosine is at least this. */
const FOUND = 0.4;
const SECTIONS_PER_DOCUMENT = 2;
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
  const sentences = scoreSentences(knowledge.sections, { question, hits, cosines });
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

/** The best passages by words and by meaning, at most two of one document. */
export function searchByMeaning(
  knowledge: Knowledge,
  { query, limit }: { query: string; limit: number },
  cosines: Float64Array,
): SearchResults {
  const hits = knowledge.rank(knowledge.termsOf(query));
  const byWords = new Set(hits.map(({ section }) => section));
  const sentences = scoreSentences(knowledge.sections, { question: query, hits, cosines });
  const perDocument = new Map<string, number>();
  const seen = new Set<IndexedSection>();
  const results: SearchResults['results'] = [];
  for (const sentence of sentences.toSorted((a, b) => b.score - a.score)) {
    const { section, cosine, score } = sentence;
    const taken = perDocument.get(section.id) ?? 0;
    if (seen.has(section) || taken >= SECTIONS_PER_DOCUMENT) continue;
    if (!byWords.has(section) && cosine < FOUND) continue;
    seen.add(section);
    perDocument.set(section.id, taken + 1);
    results.push({ ...quote(sentence, sentences), score: Math.round(score * 1000) / 1000 });
    if (results.length === limit) break;
  }
  return { results };
}

function scoreSentences(
  sections: readonly IndexedSection[],
  { question, hits, cosines }: { question: string; hits: readonly Hit[]; cosines: Float64Array },
): Sentence[] {
  const words = new Map(hits.map(({ section, score }) => [section, score]));
  const holdsAnswer = answerAskedFor(question) ?? (() => false);
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
    score:
      (scores[index] ?? 0) +
      (holdsAnswer(sentence.section.sentences[sentence.place]?.text ?? '') ? ANSWER_ADDS : 0),
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
