import { Router } from '@koa/router';
import { z } from 'zod';
import { actingUser } from '../http/acting-user.js';
import { readBody } from '../http/read-input.js';
import type { AnswerWrite } from '../ledger/answer-write.js';
import type { UserDirectory } from '../users.js';
import { analyze } from './analyze.js';
import type { GameState } from './game.state.js';

const AnalyzeBody = z.strictObject({
  player: z.string().max(128).optional(),
  boss: z.string().trim().min(1).max(128).optional(),
  match_id: z.string().trim().min(1).max(128).optional(),
});
const ExecuteBody = z.strictObject({
  match_id: z.string().trim().min(1).max(128).nullable(),
  strategy: z.string().trim().min(1).max(500),
  orders: z.array(z.string().trim().min(1).max(500)).max(20).default([]),
});

export interface GameDeps {
  state: GameState;
  users: UserDirectory;
  answerWrite: AnswerWrite;
}

export function createGameRoutes({ state, users, answerWrite }: GameDeps): Router {
  const router = new Router({ prefix: '/game' });
  router.get('/matches/:id', (ctx) => {
    ctx.body = state.match(ctx.params['id'] ?? '', actingUser(ctx, users));
  });
  router.post('/analyze', (ctx) => {
    const body = readBody(ctx, AnalyzeBody);
    ctx.body = analyze(state, { ...body, player: actingUser(ctx, users, body.player) });
  });
  router.post('/execute', (ctx) => {
    const body = readBody(ctx, ExecuteBody);
    const user = actingUser(ctx, users);
    answerWrite(ctx, { service: 'game', operation: 'game.execute', user }, () => state.execute(user, body));
  });
  return router;
}
