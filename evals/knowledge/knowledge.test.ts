import { afterAll, expect, test } from 'vitest';
import { openEmbeddings } from '../../src/llm/embeddings/open-embeddings.js';
import { KNOWLEDGE_DOCUMENTS } from '../../src/sandbox/data/knowledge/documents.js';
import { answerQuestion } from '../../src/sandbox/rag/answer-question.js';
import { createKnowledge } from '../../src/sandbox/rag/knowledge.js';
import { createAsk } from './ask-knowledge.js';
import { isAnswerable, measureKnowledge, readQuestions } from './measure.js';

const questions = readQuestions('questions');
const calibration = readQuestions('calibration');
const texts = new Map(
  KNOWLEDGE_DOCUMENTS.map(({ id, sections }) => [id, sections.map(({ text }) => text).join('\n')]),
);

test('there are 60 questions with an answer and 20 without, none of them twice', () => {
  const answered = questions.filter(isAnswerable);
  expect(answered.length).toBeGreaterThanOrEqual(60);
  expect(questions.length - answered.length).toBeGreaterThanOrEqual(20);
  const all = [...questions, ...calibration].map(({ question }) => question.toLowerCase());
  expect(new Set(all).size).toBe(all.length);
});

test('every sentence is in its document', () => {
  const strays = [...questions, ...calibration]
    .filter(isAnswerable)
    .filter((one) => !texts.get(one.document)?.includes(one.sentence));
  expect(strays).toEqual([]);
});

const { embeddings } = openEmbeddings({ remote: undefined });
afterAll(() => embeddings.close());

/** What was measured, less a point or two: a change that costs more must say why. */
test.runIf(!embeddings.model.name.startsWith('hash'))(
  'by words and meaning the right document is found, the sentence quoted, and silence kept',
  async () => {
    const ask = await createAsk(createKnowledge(KNOWLEDGE_DOCUMENTS), embeddings);
    const measured = await measureKnowledge(questions, ask);
    expect(measured.hitAt1).toBeGreaterThanOrEqual(67.5);
    expect(measured.quoted).toBeGreaterThanOrEqual(51);
    expect(measured.saidSo).toBeGreaterThanOrEqual(92);
  },
  120_000,
);

test('by words alone it is as often as before', async () => {
  const knowledge = createKnowledge(KNOWLEDGE_DOCUMENTS);
  const measured = await measureKnowledge(questions, (question) => answerQuestion(knowledge, question));
  expect(measured.hitAt1).toBeGreaterThanOrEqual(36.9);
  expect(measured.quoted).toBeGreaterThanOrEqual(30);
  expect(measured.saidSo).toBeGreaterThanOrEqual(95);
});
