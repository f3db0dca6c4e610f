import { writeFileSync } from 'node:fs';
import { openEmbeddings } from '../../llm/embeddings/open-embeddings.js';
import { readExamples } from './examples.js';
import { buildClassifier, BUILT_FILE } from './open-classifier.js';

// Run by the build: trains on the examples and leaves the result beside the compiled code.
const { embeddings } = openEmbeddings({ remote: undefined });
writeFileSync(BUILT_FILE, await buildClassifier(readExamples(), embeddings));
await embeddings.close();
