import { expect, test } from 'vitest';
import { KNOWLEDGE_DOCUMENTS } from '../data/knowledge/documents.js';
import { answerByMeaning } from './answer-by-meaning.js';
import { createKnowledge } from './knowledge.js';
import { createSentenceVectors } from './sentence-vectors.js';

const knowledge = createKnowledge(KNOWLEDGE_DOCUMENTS);
const { sections } = knowledge;
/** The same vector for the question and for what holds `meant`. */
const embedding = (meant: string) => (texts: readonly string[]) =>
  Promise.resolve(
    texts.map((text) =>
      text === 'question' || text.includes(meant) ? Float32Array.of(1, 0) : Float32Array.of(0, 1),
    ),
  );

test('until all sentences are read there is no meaning, and then each has its cosine', async () => {
  const vectors = createSentenceVectors(sections, embedding('5 business days'));
  expect(await vectors.cosines('question')).toBeUndefined();
  await vectors.ready();
  const cosines = await vectors.cosines('question');
  expect(cosines).toHaveLength(sections.reduce((sum, { sentences }) => sum + sentences.length, 0));
  expect(new Set(cosines)).toEqual(new Set([0, 1]));
});

test('what could not be read is read again with the next question', async () => {
  let isAway = true;
  const vectors = createSentenceVectors(sections, (texts) =>
    isAway ? Promise.reject(new Error('away')) : embedding('x')(texts),
  );
  await vectors.ready();
  isAway = false;
  await vectors.ready();
  expect(await vectors.cosines('question')).toBeDefined();
  isAway = true;
  expect(await vectors.cosines('question')).toBeUndefined();
});

test('the sentence that means what is asked is quoted, as it stands in its document', async () => {
  const vectors = createSentenceVectors(sections, embedding('Cards take 3 to 5 business days'));
  await vectors.ready();
  const cosines = (await vectors.cosines('question')) ?? new Float64Array();
  const { citations, answer } = answerByMeaning(knowledge, 'zzz', cosines);
  expect(citations[0]).toMatchObject({ id: 'kb-refunds' });
  expect(answer).toContain('Cards take 3 to 5 business days');
  const document = KNOWLEDGE_DOCUMENTS.find(({ id }) => id === 'kb-refunds');
  expect(document?.sections.some(({ text }) => text.includes(citations[0]?.quote ?? '-'))).toBe(true);
  expect(answerByMeaning(knowledge, 'zzz', new Float64Array(cosines.length)).citations).toEqual([]);
});
