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

/** How much a memory and what is said must have in common; words and vectors together where there are both. */
export interface Floor {
  /** Where the best memory has less, nothing is recalled. */
  best: number;
  /** Where a memory has less, it is not. */
  each: number;
  /** The same for words alone, where there are no vectors. */
  words: number;
}

/** For USE-lite, set on half of the conversations of `npm run evals:recall`. */
export const DEFAULT_FLOOR: Floor = { best: 0.36, each: 0.2, words: 0.1 };

/** What a likeness of words adds to the cosine: names and numbers, which vectors hardly tell apart. */
const WORDS_ADD = 0.3;

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
 * All memories above the floor, the best first; none where not even the best has enough to do with what is said. Words (TF-IDF over the owner's own memories) and vectors count half each, as
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
  const isRelevant = aboveFloor(memories, { words, cosines, by }, floor);
  const ranked = memories.flatMap((memory, index) => {
    if (!isRelevant(index)) return [];
    const found = {
      lexical: words[index] ?? 0,
      vector: memory.vector === null ? null : (cosines?.[index] ?? null),
    };
    const recency = recencyOf(memory, now);
    const score = (relevance[index] ?? 0) + RECENCY_WEIGHT * recency + IMPORTANCE_WEIGHT * memory.importance;
    const { id, kind } = memory;
    return [
      { id, kind, text: memory.text, score, parts: { ...found, recency, importance: memory.importance } },
    ];
  });
  return ranked.toSorted((a, b) => b.score - a.score || a.id.localeCompare(b.id));
}

/** One memory that fits is the sign that something was asked of the past; what lies near it may then say the rest. */
function aboveFloor(
  memories: readonly Memory[],
  { words, cosines, by }: { words: Float64Array; cosines: ArrayLike<number> | undefined; by: RankBy },
  floor: Floor,
): (index: number) => boolean {
  if (by === 'lexical' || cosines === undefined) return (index) => (words[index] ?? 0) >= floor.words;
  const added = by === 'vector' ? 0 : WORDS_ADD;
  const shared = words.map((likeness, index) => (cosines[index] ?? 0) + added * likeness);
  const best = shared.reduce((most, value) => Math.max(most, value), -1);
  return (index) =>
    // One that is still to be embedded has its words alone.
    memories[index]?.vector === null
      ? (words[index] ?? 0) >= floor.words
      : best >= floor.best && (shared[index] ?? 0) >= floor.each;
}

/** 1 for what was said or used right now, a third after a month. */
function recencyOf({ saidAt, lastUsedAt }: Memory, now: Date): number {
  const last = Math.max(saidAt.getTime(), lastUsedAt?.getTime() ?? 0);
  return Math.exp(-Math.max(0, now.getTime() - last) / DAY_MS / RECENCY_DAYS);
}
