import { parseArgs } from 'node:util';
import { openEmbeddings } from '../../src/llm/embeddings/open-embeddings.js';
import { createOpenMemory } from './ask-memory.js';
import { measure } from './measure.js';
import { readOutsideSet, readOwnSet } from './read-set.js';
import { showMissed, showRecall } from './show.js';

/** npm run evals:recall -- [FILE] [--missed] [--json] [--half even|odd]; the layouts of FILE are told in read-jsonl.ts and read-locomo.ts. */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    missed: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    half: { type: 'string' },
  },
});

const [file] = positionals;
const { conversations: all, unknownEvidence } = file === undefined ? readOwnSet() : readOutsideSet(file);
// The floor was set on the even ones.
const conversations =
  values.half === undefined ? all : all.filter((_, place) => (place % 2 === 0) === (values.half === 'even'));
const { embeddings } = openEmbeddings({ remote: undefined });
try {
  const measured = await measure(conversations, createOpenMemory(embeddings));
  const shown = [showRecall(measured, unknownEvidence), ...(values.missed ? [showMissed(measured)] : [])];
  process.stdout.write(`${values.json ? JSON.stringify(measured, null, 2) : shown.join('\n\n')}\n`);
} finally {
  await embeddings.close();
}
