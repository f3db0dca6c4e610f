import { canonicalise } from '../../llm/cassette/canonical-request.js';
import type { Cassette } from '../../llm/cassette/cassette.js';
import { createFinder, piecesOf } from '../../llm/cassette/replay.js';
import type { Reply } from './script.js';

/** Answers as a cassette has it, over the wire; leaves what is not on it to other replies, or to none. */
export function playCassette(cassette: Cassette, scrub: (text: string) => string = String): Reply {
  const find = createFinder(cassette);
  return ({ body }) => {
    const found = find(canonicalise(JSON.stringify(body), scrub));
    if (found === undefined) return undefined;
    const { status, headers } = found.answer;
    return { do: 'http', status, headers, body: piecesOf(found.answer) };
  };
}
