import { z } from 'zod';

/** Pieces of text with their log probability (a few have none); the place in the list is the piece's number. */
export const Vocabulary = z.array(z.tuple([z.string(), z.number().nullable()])).min(7);
export type Vocabulary = z.infer<typeof Vocabulary>;

/** The first pieces are marks of the model's, never text. Number 0 stands for a sign that no piece has. */
const RESERVED = 6;
const UNKNOWN = 0;
const NO_PIECE = { id: UNKNOWN, score: 0 };
const SPACE = '\u2581';

interface Node {
  next: Map<string, Node>;
  piece?: { id: number; score: number };
}

/** For each place of a text the last piece of the best way there: flat, since a text has hundreds and garbage stalls other threads. */
interface Best {
  ids: Int32Array;
  lengths: Int32Array;
  scores: Float64Array;
}

/** Cuts a text into the most probable sequence of pieces (a unigram model), as the model was trained on them. */
export function createTokenizer(vocabulary: Vocabulary): (text: string) => number[] {
  const root = toTrie(vocabulary);
  return (text) => {
    const normalized = text.normalize('NFKC');
    const symbols = [...`${SPACE}${normalized.replaceAll(' ', SPACE)}`];
    return joinUnknown(readBack(findBest(root, symbols)));
  };
}

function toTrie(vocabulary: Vocabulary): Node {
  const root: Node = { next: new Map() };
  for (const [id, [piece, score]] of vocabulary.entries()) {
    if (id < RESERVED) continue;
    let node = root;
    for (const symbol of piece) {
      const next: Node = node.next.get(symbol) ?? { next: new Map() };
      node.next.set(symbol, next);
      node = next;
    }
    node.piece = { id, score: score ?? 0 };
  }
  return root;
}

/**
 * Viterbi: for each end the best last piece. Two habits of the published tokenizer are kept, since the model was served with
 * it: a score of 0 counts as none yet, and a place that no piece ends at reads as an unknown sign.
 */
function findBest(root: Node, symbols: readonly string[]): Best {
  const places = symbols.length + 1;
  const best: Best = {
    ids: new Int32Array(places).fill(UNKNOWN),
    lengths: new Int32Array(places).fill(1),
    scores: new Float64Array(places),
  };
  for (let start = 0; start < symbols.length; start++) {
    let node = root.next.get(symbols[start] ?? '');
    let found = false;
    for (let end = start + 1; node !== undefined; end++) {
      if (node.piece !== undefined) {
        found = true;
        improve(best, { from: start, to: end }, node.piece);
      }
      node = node.next.get(symbols[end] ?? '');
    }
    if (!found) improve(best, { from: start, to: start + 1 }, NO_PIECE);
  }
  return best;
}

function improve(
  { ids, lengths, scores }: Best,
  { from, to }: { from: number; to: number },
  piece: { id: number; score: number },
): void {
  const total = (scores[from] ?? 0) + piece.score;
  const score = scores[to] ?? 0;
  if (score !== 0 && total < score) return;
  ids[to] = piece.id;
  lengths[to] = to - from;
  scores[to] = total;
}

function readBack({ ids, lengths }: Best): number[] {
  const pieces: number[] = [];
  for (let end = ids.length - 1; end > 0; end -= lengths[end] ?? 1) pieces.push(ids[end] ?? UNKNOWN);
  return pieces.toReversed();
}

/** Neighbouring unknown signs are one. */
function joinUnknown(ids: readonly number[]): number[] {
  return ids.filter((id, index) => id !== UNKNOWN || ids[index - 1] !== UNKNOWN);
}
