import { z } from 'zod';

/**
 * `fact`: what is so about a person. `preference`: what they like or want done. `episode`: what was done for them. `skill`: a
 * plan that worked. `match`: what the Player ASI should know of a match or a boss.
 */
export const MemoryKind = z.enum(['fact', 'preference', 'episode', 'skill', 'match']);
export type MemoryKind = z.infer<typeof MemoryKind>;

/** What a memory may hold, in characters. */
export const MEMORY_LENGTH = 500;

/** A memory as its owner sees it. Instants are ISO 8601. */
export const MemoryView = z.object({
  id: z.string(),
  kind: MemoryKind,
  /** What it says something about, where only one thing can be so at a time: `name`, `home`. */
  slot: z.string().nullable(),
  text: z.string(),
  /** The turn it answers: what was asked or said just before; null where it stands alone. */
  answers: z.string().nullable(),
  source: z.object({ run_id: z.string().nullable(), session_id: z.string().nullable() }),
  /** What it was replaced by or why it ended; null while it holds. */
  ended: z.enum(['superseded', 'expired']).nullable(),
  created_at: z.string(),
  last_used_at: z.string().nullable(),
});
export type MemoryView = z.infer<typeof MemoryView>;

/** A memory that a turn was given, and how well it fits: the whole score and its parts. */
export const RecalledMemory = z.object({
  id: z.string(),
  kind: MemoryKind,
  text: z.string(),
  score: z.number(),
  parts: z.object({
    lexical: z.number(),
    /** Null where there was no vector to compare. */
    vector: z.number().nullable(),
    recency: z.number(),
    importance: z.number(),
  }),
});
export type RecalledMemory = z.infer<typeof RecalledMemory>;

/** What a model takes a message to say of its writer. */
export const ExtractedMemories = z.object({
  memories: z
    .array(
      z.object({
        kind: z.enum(['fact', 'preference']),
        about: z.string().max(100),
        /** The writer's own words. */
        quote: z.string().max(2000),
      }),
    )
    .max(50),
});
export type ExtractedMemories = z.infer<typeof ExtractedMemories>;

/** What is worth keeping, before it is on record. */
export interface NewMemory {
  kind: MemoryKind;
  /** What it says something about, where only one thing can be so at a time (`name`, `home`): it ends an older one. */
  slot: string | null;
  text: string;
  /** The turn it answers. */
  answers: string | null;
  /** The person's own words it rests on; null where it rests on a record. */
  quote: string | null;
  /** 0 to 1. */
  importance: number;
}
