import type { Answer, Passage, SearchResults } from '../../services/rag/rag.schema.js';
import type { QueryTerm } from './bm25.js';
import { holds, type Hit, type IndexedSection, type Knowledge } from './knowledge.js';

/** Below this share of the question found in one document, "I do not know" is the better answer. */
const COVERAGE_FLOOR = 0.4;
/** A second passage is quoted where it is nearly as good as the first. */
const SECOND_PASSAGE = 0.6;
const SENTENCES_OF_FIRST = 2;
const SECTIONS_PER_DOCUMENT = 2;
const EMPTY: Answer = { answer: '', citations: [], confidence: 0 };

/** Answers in the documents' own sentences, each cited; the empty answer where they do not know. */
export function answerQuestion(knowledge: Knowledge, question: string): Answer {
  const terms = knowledge.termsOf(question);
  const hits = knowledge.rank(terms);
  const [best] = hits;
  if (best === undefined) return EMPTY;
  const coverage = knowledge.coverage(
    terms,
    hits.filter(({ section }) => section.id === best.section.id),
  );
  if (coverage < COVERAGE_FLOOR) return EMPTY;
  const second = hits.slice(1).find((hit) => hit.score >= SECOND_PASSAGE * best.score && addsTo(best, hit));
  const citations = [
    toPassage(best.section, terms, SENTENCES_OF_FIRST),
    ...(second === undefined ? [] : [toPassage(second.section, terms, 1)]),
  ];
  return {
    answer: citations.map(({ quote }) => quote).join(' '),
    citations,
    confidence: Math.round(Math.min(0.98, coverage) * 100) / 100,
  };
}

/** The best passages, at most two of one document. */
export function searchPassages(knowledge: Knowledge, query: string, limit: number): SearchResults {
  const terms = knowledge.termsOf(query);
  const perDocument = new Map<string, number>();
  const results: SearchResults['results'] = [];
  for (const { section, score } of knowledge.rank(terms)) {
    const taken = perDocument.get(section.id) ?? 0;
    if (taken >= SECTIONS_PER_DOCUMENT) continue;
    perDocument.set(section.id, taken + 1);
    results.push({
      ...toPassage(section, terms, SENTENCES_OF_FIRST),
      score: Math.round(score * 1000) / 1000,
    });
    if (results.length === limit) break;
  }
  return { results };
}

function addsTo(best: Hit, hit: Hit): boolean {
  return hit.section.id === best.section.id || [...hit.matched].some((term) => !best.matched.has(term));
}

function toPassage(section: IndexedSection, terms: readonly QueryTerm[], most: number): Passage {
  const { id, title, section: heading } = section;
  return { id, title, section: heading, quote: bestSentences(section, terms, most) };
}

/** The run of up to `most` sentences that says most about the terms; the earliest one where several do. */
function bestSentences({ sentences }: IndexedSection, terms: readonly QueryTerm[], most: number): string {
  const scores = sentences.map(({ words }) => terms.filter((term) => holds(words, term)).length);
  const starts = sentences.slice(0, Math.max(1, sentences.length - most + 1)).map((_, start) => start);
  const sumFrom = (start: number): number =>
    scores.slice(start, start + most).reduce((sum, score) => sum + score, 0);
  const start = starts.reduce(
    (best, candidate) => (sumFrom(candidate) > sumFrom(best) ? candidate : best),
    0,
  );
  return sentences
    .slice(start, start + most)
    .map(({ text }) => text)
    .join(' ');
}
