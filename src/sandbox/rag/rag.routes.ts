import { Router } from '@koa/router';
import { z } from 'zod';
import { readQuery } from '../http/read-input.js';
import { answerByMeaning, searchByMeaning } from './answer-by-meaning.js';
import { answerQuestion, searchPassages } from './answer-question.js';
import type { Knowledge } from './knowledge.js';
import type { SentenceVectors } from './sentence-vectors.js';

const AskQuery = z.object({ q: z.string().trim().min(1).max(4_000) });
const SearchQuery = AskQuery.extend({ limit: z.coerce.number().int().min(1).max(20).default(5) });

/** By words and by meaning; by words alone where there are no vectors, or not yet. */
export function createRagRoutes(knowledge: Knowledge, vectors: SentenceVectors | undefined): Router {
  const router = new Router({ prefix: '/rag' });
  router.get('/ask', async (ctx) => {
    const { q } = readQuery(ctx, AskQuery);
    const cosines = await vectors?.cosines(q);
    ctx.body = cosines === undefined ? answerQuestion(knowledge, q) : answerByMeaning(knowledge, q, cosines);
  });
  router.get('/search', async (ctx) => {
    const { q, limit } = readQuery(ctx, SearchQuery);
    const cosines = await vectors?.cosines(q);
    ctx.body =
      cosines === undefined
        ? searchPassages(knowledge, q, limit)
        : searchByMeaning(knowledge, { query: q, limit }, cosines);
  });
  return router;
}
