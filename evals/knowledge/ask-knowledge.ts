import type { TextEmbeddings } from '../../src/llm/embeddings/text-embeddings.js';
import { answerByMeaning } from '../../src/sandbox/rag/answer-by-meaning.js';
import type { Knowledge } from '../../src/sandbox/rag/knowledge.js';
import { createSentenceVectors } from '../../src/sandbox/rag/sentence-vectors.js';
import type { Answer } from '../../src/services/rag/rag.schema.js';

/** The knowledge base with all its vectors. */
export async function createAsk(
  knowledge: Knowledge,
  embeddings: TextEmbeddings,
): Promise<(question: string) => Promise<Answer>> {
  const vectors = createSentenceVectors(knowledge.sections, (texts) => embeddings.embed(texts));
  await vectors.ready();
  return async (question) => {
    const cosines = await vectors.cosines(question);
    if (cosines === undefined) throw new Error('There are no vectors to measure');
    return answerByMeaning(knowledge, question, cosines);
  };
}
