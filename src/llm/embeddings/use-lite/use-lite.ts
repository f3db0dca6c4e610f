import { createEncoder, MAX_PIECES, MAX_ROWS } from './encoder.js';
import { readPublishedModel } from './read-weights.js';
import { createTokenizer } from './tokenizer.js';

/** More of a text than this never reaches the model's 128 pieces, unless it is made of unknown signs. */
export const MAX_CHARS = 4096;

/** Embeds texts of any kind, one after the other in one thread: 3 to 40 ms of computing each. */
export interface UseLite {
  tokenize(text: string): number[];
  embed(texts: readonly string[]): Float32Array[];
}

/** Loads the weights that are published in `folder`. */
export async function loadUseLite(folder: string): Promise<UseLite> {
  const model = await readPublishedModel(folder);
  const encoder = await createEncoder(model);
  const tokenizer = createTokenizer(model.vocabulary);
  const tokenize = (text: string): number[] => tokenizer(text.slice(0, MAX_CHARS)).slice(0, MAX_PIECES);
  return {
    tokenize,
    embed: (texts) => inBatches(texts.map(tokenize)).flatMap((batch) => encoder.encode(batch)),
  };
}

/** As many sentences together as the encoder takes; each weight is then read once for all of them. */
function inBatches(sentences: number[][]): number[][][] {
  const batches: number[][][] = [];
  let room = 0;
  for (const sentence of sentences) {
    if (sentence.length > room) {
      batches.push([]);
      room = MAX_ROWS;
    }
    batches.at(-1)?.push(sentence);
    room -= sentence.length;
  }
  return batches;
}
