import { dot } from '../../src/core/vectors.js';
import type { TextEmbeddings } from '../../src/llm/embeddings/text-embeddings.js';
import type { Memory } from '../../src/memory/semantic/memory.js';
import {
  indexMemories,
  rankMemories,
  searchTextOf,
  type Floor,
  type RankBy,
} from '../../src/memory/semantic/rank-memories.js';
import type { Conversation, Turn } from './conversations.js';
import type { OpenMemory } from './measure.js';

/** As many texts as the embeddings take together; more would only wait. */
const AT_ONCE = 32;
const DAY_MS = 86_400_000;
const NO_FLOOR: Floor = { best: -2, each: -2, words: -2 };

/**
 * The service's own ranking over the turns of a conversation: each is a memory that answers the turn before it, all of them matter
 * as much, and the questions are asked a day after the last.
 */
export function createOpenMemory(embeddings: TextEmbeddings): OpenMemory {
  return async (conversation) => {
    const memories = await toMemories(conversation, embeddings);
    const lexical = indexMemories(memories);
    const last = Math.max(...memories.map(({ saidAt }) => saidAt.getTime()));
    const now = new Date(last + DAY_MS);
    return async (text) => {
      const vector = await embeddings.embedOne(text);
      const cosines = Float64Array.from(memories, (memory) =>
        memory.vector === null ? 0 : dot(memory.vector, vector),
      );
      const rank = (by: RankBy, floor?: Floor): string[] =>
        rankMemories(memories, lexical, { text, cosines, now, by }, floor).map(({ id }) => id);
      return {
        ranked: {
          vectors: rank('vector', NO_FLOOR),
          lexical: rank('lexical', NO_FLOOR),
          fused: rank('fused', NO_FLOOR),
        },
        recalled: rank('fused'),
      };
    };
  };
}

async function toMemories({ turns }: Conversation, embeddings: TextEmbeddings): Promise<Memory[]> {
  const plain = turns.map((turn, place) => toMemory(turn, turns[place - 1]));
  const memories: Memory[] = [];
  for (let start = 0; start < plain.length; start += AT_ONCE) {
    const some = plain.slice(start, start + AT_ONCE);
    const vectors = await embeddings.embed(some.map(searchTextOf));
    memories.push(...some.map((memory, place) => ({ ...memory, vector: vectors[place] ?? null })));
  }
  return memories;
}

function toMemory(turn: Turn, before: Turn | undefined): Memory {
  const isSameDay = before?.at?.getTime() === turn.at?.getTime();
  return {
    id: turn.id,
    kind: 'fact',
    text: said(turn),
    answers: before === undefined || !isSameDay ? null : said(before),
    importance: 0.5,
    saidAt: turn.at ?? new Date(0),
    lastUsedAt: null,
    vector: null,
  };
}

function said({ speaker, text }: Turn): string {
  return speaker === '' ? text : `${speaker}: ${text}`;
}
