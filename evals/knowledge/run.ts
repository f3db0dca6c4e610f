import { KNOWLEDGE_DOCUMENTS } from '../../src/sandbox/data/knowledge/documents.js';
import { answerQuestion } from '../../src/sandbox/rag/answer-question.js';
import { createKnowledge } from '../../src/sandbox/rag/knowledge.js';
import { table } from '../routing/figures.js';
import { measureKnowledge, readQuestions } from './measure.js';

/** npm run evals:knowledge: how well the sandbox's knowledge base answers questions in words of their own. */
const knowledge = createKnowledge(KNOWLEDGE_DOCUMENTS);
const measured = await measureKnowledge(readQuestions('questions'), (question) =>
  answerQuestion(knowledge, question),
);
const figures = table(
  ['%', ''],
  [
    ['right document first', measured.hitAt1],
    ['the sentence that answers is quoted', measured.quoted],
    ['not answered although it could be', measured.unanswered],
    ['without an answer, and it says so', measured.saidSo],
  ],
);
const wrong = table(
  ['question', 'wanted', 'got'],
  measured.wrong.map(({ question, wanted, got }) => [question, wanted, got.slice(0, 80)]),
);
process.stdout.write(`${measured.n} questions\n\n${figures}\n\n${wrong}\n`);
