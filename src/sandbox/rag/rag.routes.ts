import { Router } from '@koa/router';
import { z } from 'zod';
import { readQuery } from '../http/read-input.js';
import { answerQuestion, searchPassages } from './answer-question.js';
import type { Knowledge } from './knowledge.js';

const AskQuery = z.object({ q: z.string().trim().min(1).max(4_000) });
const SearchQuery = AskQuery.extend({ limit: z.coerce.number().int().min(1).max(20).default(5) });

export function createRagRoutes(knowledge: Knowledge): Router {
  const router = new Router({ prefix: '/rag' });
  router.get('/ask', (ctx) => {
    ctx.body = answerQuestion(knowledge, readQuery(ctx, AskQuery).q);
  });
  router.get('/search', (ctx) => {
    const { q, limit } = readQuery(ctx, SearchQuery);
    ctx.body = searchPassages(knowledge, q, limit);
  });
  return router;
}
