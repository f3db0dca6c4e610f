import type { Answer, Passage, SearchResults } from '../../services/rag/rag.schema.js';
import { answerAskedFor, type HoldsAnswer } from './asked-for.js';
import type { QueryTerm } from './bm25.js';
import { holds, type Hit, type IndexedSection, type Knowledge } from './knowledge.js';

/** Below this share of the question found in one document, "I do not know" is the better answer. */
const COVERAGE_FLOOR = 0.4;
/** A second passage is quoted where it is nearly as good as the first. */
const SECOND_PASSAGE = 0.6;
/** Of what is asked for, a passage may hold it that fits the words this much less than the best. */
const NEARLY = 0.6;
/** What a sentence gains that holds it, in words of the question. */
const ANSWER_ADDS = 2;
const SENTENCES_OF_FIRST = 2;
const SECTIONS_PER_DOCUMENT = 2;
const EMPTY: Answer = { answer: '', citations: [], confidence: 0 };

/** Answers in the documents' own sentences, each cited; the empty answer where they do not know. */
export function answerQuestion(knowledge: Knowledge, question: string): Answer {
  const terms = knowledge.termsOf(question);
  const hits = knowledge.rank(terms);
  const holdsAnswer = answerAskedFor(question);
  const best = bestOf(hits, holdsAnswer);
  if (best === undefined) return EMPTY;
  const coverage = knowledge.coverage(
    terms,
    hits.filter(({ section }) => section.id === best.section.id),
  );
  if (coverage < COVERAGE_FLOOR) return EMPTY;
  const second = hits.find(
    (hit) => hit !== best && hit.score >= SECOND_PASSAGE * best.score && addsTo(best, hit),
  );
  const citations = [
    toPassage(best.section, { terms, holdsAnswer }, SENTENCES_OF_FIRST),
    ...(second === undefined ? [] : [toPassage(second.section, { terms, holdsAnswer }, 1)]),
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
  const holdsAnswer = answerAskedFor(query);
  const perDocument = new Map<string, number>();
  const results: SearchResults['results'] = [];
  for (const { section, score } of knowledge.rank(terms)) {
    const taken = perDocument.get(section.id) ?? 0;
    if (taken >= SECTIONS_PER_DOCUMENT) continue;
    perDocument.set(section.id, taken + 1);
    results.push({
      ...toPassage(section, { terms, holdsAnswer }, SENTENCES_OF_FIRST),
      score: Math.round(score * 1000) / 1000,
    });
    if (results.length === limit) break;
  }
  return { results };
}

/** The first; where an amount or a time is asked for, the first of those nearly as good that holds one. */
function bestOf(hits: readonly Hit[], holdsAnswer: HoldsAnswer | undefined): Hit | undefined {
  const [first] = hits;
  if (first === undefined || holdsAnswer === undefined) return first;
  const near = hits.filter(({ score }) => score >= NEARLY * first.score);
  return near.find(({ section }) => section.sentences.some(({ text }) => holdsAnswer(text))) ?? first;
}

interface Wanted {
  terms: readonly QueryTerm[];
  holdsAnswer: HoldsAnswer | undefined;
}

function addsTo(best: Hit, hit: Hit): boolean {
  return hit.section.id === best.section.id || [...hit.matched].some((term) => !best.matched.has(term));
}

function toPassage(section: IndexedSection, wanted: Wanted, most: number): Passage {
  const { id, title, section: heading } = section;
  return { id, title, section: heading, quote: bestSentences(section, wanted, most) };
}

/** The run of up to `most` sentences that says most about what is wanted; the earliest one where several do. */
function bestSentences({ sentences }: IndexedSection, { terms, holdsAnswer }: Wanted, most: number): string {
  const scores = sentences.map(
    ({ words, text }) =>
      terms.filter((term) => holds(words, term)).length + (holdsAnswer?.(text) ? ANSWER_ADDS : 0),
  );
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
