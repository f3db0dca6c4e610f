import { createHash } from 'node:crypto';
import type { JsonObject } from '../../contracts/json.js';
import type { AskedEmbeddings } from './asked.js';
import { countTokens } from './encode.js';

const DIMENSIONS = 256;

/** Texts that share words, or parts of them, have vectors that are near each other; the same text always has the same. */
export function embed(text: string, dimensions: number): number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  for (const [feature, weight] of featuresOf(text)) {
    const hash = createHash('sha256').update(feature).digest();
    const at = hash.readUInt32LE(0) % dimensions;
    vector[at] = (vector[at] ?? 0) + ((hash[4] ?? 0) % 2 === 0 ? weight : -weight);
  }
  const length = Math.hypot(...vector) || 1;
  // As they travel in base64: single precision.
  return vector.map((value) => Math.fround(value / length));
}

function featuresOf(text: string): [string, number][] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [text];
  return words.flatMap((word): [string, number][] => {
    const padded = `<${word}>`;
    const grams = Array.from({ length: Math.max(1, padded.length - 2) }, (_, at) => padded.slice(at, at + 3));
    return [[word, 1], ...grams.map((gram): [string, number] => [gram, 1 / grams.length])];
  });
}

/** The body of an answer to a request for embeddings. */
export function embeddingsBody({ model, input, encoding_format, dimensions }: AskedEmbeddings): JsonObject {
  const data = input.map((text, index) => {
    const vector = embed(text, dimensions ?? DIMENSIONS);
    const embedding =
      encoding_format === 'float' ? vector : Buffer.from(new Float32Array(vector).buffer).toString('base64');
    return { object: 'embedding', index, embedding };
  });
  const tokens = input.reduce((sum, text) => sum + countTokens(text), 0);
  return { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } };
}
