import { z } from 'zod';

/** Pieces of text with their log probability (a few have none); the place in the list is the piece's number. */
export const Vocabulary = z.array(z.tuple([z.string(), z.number().nullable()])).min(7);
export type Vocabulary = z.infer<typeof Vocabulary>;

/** The first pieces are marks of the model's, never text. Number 0 stands for a sign that no piece has. */
const RESERVED = 6;
const UNKNOWN = 0;
const SPACE = '\u2581';

interface Node {
  next: Map<string, Node>;
  piece?: { id: number; score: number };
}

interface Step {
  id: number;
  length: number;
  score: number;
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
function findBest(root: Node, symbols: readonly string[]): Step[] {
  const best = Array.from({ length: symbols.length + 1 }, (): Step => ({ id: UNKNOWN, length: 1, score: 0 }));
  for (let start = 0; start < symbols.length; start++) {
    const before = best[start]?.score ?? 0;
    for (const { id, length, score } of piecesAt(root, symbols, start)) {
      const step = best[start + length];
      const total = before + score;
      if (step !== undefined && (step.score === 0 || total >= step.score)) {
        best[start + length] = { id, length, score: total };
      }
    }
  }
  return best;
}

function piecesAt(root: Node, symbols: readonly string[], start: number): Step[] {
  const found: Step[] = [];
  let node: Node | undefined = root;
  for (let end = start; end < symbols.length; end++) {
    node = node.next.get(symbols[end] ?? '');
    if (node === undefined) break;
    if (node.piece !== undefined) found.push({ ...node.piece, length: end + 1 - start });
  }
  return found.length > 0 ? found : [{ id: UNKNOWN, length: 1, score: 0 }];
}

function readBack(best: readonly Step[]): number[] {
  const ids: number[] = [];
  for (let end = best.length - 1; end > 0;) {
    const step = best[end];
    ids.push(step?.id ?? UNKNOWN);
    end -= step?.length ?? 1;
  }
  return ids.toReversed();
}

/** Neighbouring unknown signs are one. */
function joinUnknown(ids: readonly number[]): number[] {
  return ids.filter((id, index) => id !== UNKNOWN || ids[index - 1] !== UNKNOWN);
}
