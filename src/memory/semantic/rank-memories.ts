import type { RecalledMemory } from '../../contracts/memory.js';
import { fuse } from '../../core/ranking/fuse.js';
import { createLexicalIndex, growLexicalIndex, type LexicalIndex } from '../../core/ranking/lexical-index.js';
import type { Memory } from './memory.js';

/** The two ways of finding, and both together. Evals compare them; a turn uses both. */
export type RankBy = 'lexical' | 'vector' | 'fused';

export interface RankQuery {
  text: string;
  /** The cosine of each memory with the query, by its place; left out where there are no vectors. */
  cosines?: ArrayLike<number>;
  now: Date;
  by?: RankBy;
}

/** Below both of these a memory has nothing to do with what is said. */
export interface Floor {
  lexical: number;
  /** By the embedding model: what two texts of no relation reach now and then. */
  vector: number;
}

/** For USE-lite: of random pairs of different intents 95 % lie below 0.45 (CLINC150, measured). */
export const DEFAULT_FLOOR: Floor = { lexical: 0.1, vector: 0.45 };

/** Deviations of relevance that the newest and the most important memory are worth. */
const RECENCY_WEIGHT = 0.1;
const IMPORTANCE_WEIGHT = 0.15;
const RECENCY_DAYS = 30;
const DAY_MS = 86_400_000;

/** What a memory is found by: its words together with the turn it answers, without which "yes, two of them" says nothing. */
export function searchTextOf({ text, answers }: Pick<Memory, 'text' | 'answers'>): string {
  return answers === null ? text : `${answers}\n${text}`;
}

export function indexMemories(memories: readonly Memory[]): LexicalIndex {
  return createLexicalIndex(memories.map(searchTextOf));
}

/** The same in slices, with what `known` has counted: for the thread that serves. */
export function growMemoryIndex(
  memories: readonly Memory[],
  known: LexicalIndex | undefined,
): Promise<LexicalIndex> {
  return growLexicalIndex(memories.map(searchTextOf), known);
}

/**
 * All memories above the floor, the best first. Words (TF-IDF over the owner's own memories) and vectors count half each, as
 * deviations from the owner's mean; then a little of how new and how important a memory is.
 */
export function rankMemories(
  memories: readonly Memory[],
  lexical: LexicalIndex,
  { text, cosines, now, by = 'fused' }: RankQuery,
  floor: Floor = DEFAULT_FLOOR,
): RecalledMemory[] {
  const words = lexical.scores(text);
  const parts = [
    ...(by === 'vector' ? [] : [{ values: words, weight: 0.5 }]),
    ...(by === 'lexical' || cosines === undefined ? [] : [{ values: cosines, weight: 0.5 }]),
  ];
  const relevance = fuse(parts, memories.length);
  const ranked = memories.flatMap((memory, index) => {
    const found = {
      lexical: words[index] ?? 0,
      vector: memory.vector === null ? null : (cosines?.[index] ?? null),
    };
    const isRelevant =
      (by !== 'vector' && found.lexical >= floor.lexical) ||
      (by !== 'lexical' && (found.vector ?? 0) >= floor.vector);
    if (!isRelevant) return [];
    const recency = recencyOf(memory, now);
    const score = (relevance[index] ?? 0) + RECENCY_WEIGHT * recency + IMPORTANCE_WEIGHT * memory.importance;
    const { id, kind } = memory;
    return [
      { id, kind, text: memory.text, score, parts: { ...found, recency, importance: memory.importance } },
    ];
  });
  return ranked.toSorted((a, b) => b.score - a.score || a.id.localeCompare(b.id));
}

/** 1 for what was said or used right now, a third after a month. */
function recencyOf({ createdAt, lastUsedAt }: Memory, now: Date): number {
  const last = Math.max(createdAt.getTime(), lastUsedAt?.getTime() ?? 0);
  return Math.exp(-Math.max(0, now.getTime() - last) / DAY_MS / RECENCY_DAYS);
}
