import { Answer, SearchResults, Summary } from '../../../services/rag/rag.schema.js';
import { clip } from '../text/clip.js';
import { literal } from '../../resolve-references.js';
import type { StepDraft } from '../../../contracts/plan.js';
import { bullets, sentence } from '../replies/format.js';
import { ref, step, type Part, type Story, type Template } from './template.js';

const BARE_DOCS =
  /^\W*(?:the\s+)?(?:docs?|documents?|documentation|knowledge(?:\s?base)?|faq|manuals?|open (?:the )?docs)\W*$/i;

/** Asks the knowledge base; searches and summarizes where asking failed. */
export const ask: Template = {
  missing: ({ question }) => (question === undefined ? 'question' : undefined),
  steps: ({ slots }, _turn, first) => [
    step(first, 'rag.ask', 'Ask the knowledge base', { question: literal(inFull(slots.question ?? '')) }),
  ],
  reply: knowledgeReply,
  recover: (story, first) => {
    const empty = story.isDone('rag.ask') && story.result('rag.ask', Answer)?.answer === '';
    const failed = story.failure?.tool === 'rag.ask' && isAway(story);
    return (empty || failed) && !story.isDone('rag.search')
      ? searchSteps(story.wish.slots.question ?? '', first)
      : [];
  },
  recoveryTools: ['rag.search', 'summarize'],
};

/** Searches the documents and sums up what was found; asks where searching failed. */
export const search: Template = {
  missing: ({ query, question }) => (query === undefined && question === undefined ? 'query' : undefined),
  steps: ({ slots }, _turn, first) => searchSteps(slots.query ?? slots.question ?? '', first),
  reply: knowledgeReply,
  recover: (story, first) =>
    story.failure?.tool === 'rag.search' && isAway(story)
      ? [
          step(first, 'rag.ask', 'Ask the knowledge base instead', {
            question: literal(story.wish.slots.question ?? ''),
          }),
        ]
      : [],
  recoveryTools: ['rag.ask'],
};

/** The answer in its own words with its sources; undefined where the knowledge base does not know. */
export function answerPart(answer: Answer): Part | undefined {
  return answer.answer.trim() === ''
    ? undefined
    : { text: sentence(answer.answer), data: answer, citations: answer.citations };
}

function knowledgeReply(story: Story): Part | undefined {
  const answer = story.result('rag.ask', Answer);
  const answered = answer === undefined ? undefined : answerPart(answer);
  if (answered !== undefined) return answered;
  const summary = story.result('summarize', Summary);
  if (summary !== undefined && summary.summary.trim() !== '') {
    return {
      text: sentence(summary.summary),
      data: { ...summary, answer: summary.summary },
      citations: summary.citations,
    };
  }
  const found = story.result('rag.search', SearchResults);
  if (found !== undefined && found.results.length > 0) return passages(found);
  return answer === undefined && found === undefined && summary === undefined
    ? undefined
    : unknown(story, answer ?? found ?? summary ?? null);
}

/** What was found, where summing it up failed. */
function passages(found: SearchResults): Part {
  const lines = found.results.map(
    ({ title, section, quote }) => `${title}, ${section}: ${sentence(clip(quote, 160))}`,
  );
  return {
    text: `I found this in our documents:\n${bullets(lines, 3)}`,
    data: found,
    citations: found.results.slice(0, 3),
  };
}

function unknown({ turn, wish }: Story, data: Part['data']): Part {
  const topic = wish.slots.query ?? wish.slots.question ?? '';
  const asked =
    turn.mode === 'helm'
      ? 'switch to support mode and say "open a ticket"'
      : 'say "open a ticket" and our team will look into it';
  return {
    text: `I found nothing about that in our documents. You can put it in other words, or ${asked}.`,
    data,
    citations: [],
    choices:
      wish.intent === 'knowledge.ask' && topic !== ''
        ? [{ label: 'Search the documents', value: clip(`search the docs for ${topic}`, 300) }]
        : [],
  };
}

function searchSteps(words: string, first: number): StepDraft[] {
  const query = literal(words);
  return [
    step(first, 'rag.search', 'Search the documents', { query }),
    step({ id: first + 1, after: [first] }, 'summarize', 'Sum up what was found', {
      question: query,
      results: ref(first, 'results'),
    }),
  ];
}

/** "docs" alone asks what there is. */
function inFull(question: string): string {
  return BARE_DOCS.test(question) ? 'What docs are available?' : question;
}

function isAway({ failure }: Story): boolean {
  return (
    failure !== undefined && ['unavailable', 'timeout', 'bad_answer', 'internal'].includes(failure.error.code)
  );
}
