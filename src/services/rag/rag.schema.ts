import { z } from 'zod';

/** A passage of the knowledge base; `quote` is copied from the document, character for character. */
export const Passage = z.object({
  id: z.string(),
  title: z.string(),
  section: z.string(),
  quote: z.string(),
});
export type Passage = z.infer<typeof Passage>;

/** `GET /ask?q=`: `answer` is empty and `citations` is [] where the knowledge base does not know. */
export const Answer = z.object({
  answer: z.string(),
  citations: z.array(Passage),
  confidence: z.number().min(0).max(1),
});
export type Answer = z.infer<typeof Answer>;

/** `GET /search?q=` best first */
export const SearchResults = z.object({
  results: z.array(Passage.extend({ score: z.number() })),
});
export type SearchResults = z.infer<typeof SearchResults>;

/** What the local tool `summarize` makes of search results. */
export const Summary = z.object({ summary: z.string(), citations: z.array(Passage) });
export type Summary = z.infer<typeof Summary>;
