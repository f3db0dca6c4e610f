import type { TextEmbeddings } from '../../llm/embeddings/text-embeddings.js';
import { readExamples } from './examples.js';
import { createMeaning, type Meaning } from './meaning.js';
import { openClassifier } from './open-classifier.js';

/** Routing by meaning over the examples of this project, with embeddings that must be offline: no message leaves for it. */
export async function openMeaning(embeddings: TextEmbeddings, patienceMs?: number): Promise<Meaning> {
  const groups = readExamples();
  return createMeaning(await openClassifier(groups, embeddings), groups, embeddings, patienceMs);
}
