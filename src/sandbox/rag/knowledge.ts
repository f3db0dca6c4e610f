import { SYNONYMS, WORDINGS } from '../data/synonyms.js';
import { words } from '../text.js';
import { createBm25, type Bm25, type QueryTerm } from './bm25.js';
import { sentencesOf, type KnowledgeDocument } from './parse-documents.js';

export interface IndexedSection {
  id: string;
  title: string;
  section: string;
  /** The words of title and heading: what the section is about, not merely mentions. */
  about: ReadonlySet<string>;
  sentences: readonly { text: string; words: ReadonlySet<string> }[];
}

export interface Hit {
  section: IndexedSection;
  score: number;
  matched: ReadonlySet<QueryTerm>;
}

export interface Knowledge {
  documents: readonly KnowledgeDocument[];
  sections: readonly IndexedSection[];
  /** What a question asks for, as terms: its words without the empty ones, each with its synonyms. */
  termsOf(question: string): QueryTerm[];
  /** Best first. */
  rank(terms: readonly QueryTerm[]): Hit[];
  /** Which share of what the terms ask for these hits cover together, 0 to 1; rare words count more. */
  coverage(terms: readonly QueryTerm[], hits: readonly Hit[]): number;
}

const TITLE_WEIGHT = 3;
const HEADING_WEIGHT = 2;
/** A word that a section merely mentions says less than one it is about: "united" in a page on taxes. */
const MENTIONED = 0.6;

/** Indexes the documents section by section; done once, since they never change. */
export function createKnowledge(documents: readonly KnowledgeDocument[]): Knowledge {
  const entries = documents.flatMap((document) =>
    document.sections.map((section) => ({
      section: toIndexed(document, section.heading, section.text),
      text: {
        parts: [
          { words: words(document.title), weight: TITLE_WEIGHT },
          { words: words(section.heading), weight: HEADING_WEIGHT },
          { words: words(section.text), weight: 1 },
        ],
      },
    })),
  );
  const bm25 = createBm25(entries.map((entry) => entry.text));
  const synonyms = readSynonyms();

  return {
    documents,
    sections: entries.map(({ section }) => section),
    termsOf: (question) => toTerms(question, synonyms),
    rank: (terms) =>
      bm25.rank(terms).flatMap(({ index, score, matched }) => {
        const section = entries[index]?.section;
        return section === undefined ? [] : [{ section, score, matched }];
      }),
    coverage: (terms, hits) => coverage(bm25, terms, hits),
  };
}

function toIndexed({ id, title }: KnowledgeDocument, section: string, text: string): IndexedSection {
  const sentences = sentencesOf(text).map((sentence) => ({
    text: sentence,
    words: new Set(words(sentence)),
  }));
  return { id, title, section, about: new Set(words(`${title} ${section}`)), sentences };
}

function toTerms(question: string, synonyms: ReadonlyMap<string, string[]>): QueryTerm[] {
  const plain = WORDINGS.reduce((text, [wording, meaning]) => text.replace(wording, meaning), question);
  return [...new Set(words(plain))].map((word) => ({ word, alternatives: synonyms.get(word) ?? [] }));
}

function readSynonyms(): Map<string, string[]> {
  return new Map(
    Object.entries(SYNONYMS).flatMap(([word, others]) =>
      words(word).map((key) => [key, words(others)] as const),
    ),
  );
}

function coverage(bm25: Bm25, terms: readonly QueryTerm[], hits: readonly Hit[]): number {
  const share = (term: QueryTerm): number => {
    if (hits.some(({ section }) => holds(section.about, term))) return 1;
    return hits.some(({ matched }) => matched.has(term)) ? MENTIONED : 0;
  };
  const asked = terms.reduce((sum, term) => sum + bm25.weightOf(term), 0);
  const covered = terms.reduce((sum, term) => sum + bm25.weightOf(term) * share(term), 0);
  return asked === 0 ? 0 : covered / asked;
}

/** True where one of the words is the term's or one of its alternatives. */
export function holds(words: ReadonlySet<string>, term: QueryTerm): boolean {
  return words.has(term.word) || term.alternatives.some((word) => words.has(word));
}
