import { KNOWLEDGE_DOCUMENTS } from '../../src/sandbox/data/knowledge/documents.js';
import { openEmbeddings } from '../../src/llm/embeddings/open-embeddings.js';
import { answerQuestion } from '../../src/sandbox/rag/answer-question.js';
import { createKnowledge } from '../../src/sandbox/rag/knowledge.js';
import { table } from '../routing/figures.js';
import { createAsk } from './ask-knowledge.js';
import { measureKnowledge, readQuestions } from './measure.js';

/** npm run evals:knowledge -- [--words] [--calibration]: how well the sandbox's knowledge base answers questions in words of their own. */
const knowledge = createKnowledge(KNOWLEDGE_DOCUMENTS);
const { embeddings } = openEmbeddings({ remote: undefined });
const measured = await measureKnowledge(
  readQuestions(process.argv.includes('--calibration') ? 'calibration' : 'questions'),
  process.argv.includes('--words')
    ? (question) => answerQuestion(knowledge, question)
    : await createAsk(knowledge, embeddings),
);
await embeddings.close();
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
