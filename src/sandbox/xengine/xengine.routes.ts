import { Router } from '@koa/router';
import { z } from 'zod';
import { xengineTrends } from '../data/trends.js';
import { readBody } from '../http/read-input.js';
import type { UserDirectory } from '../users.js';
import { adaptStrategy } from './boss-strategy.js';
import { speak } from './npc-line.js';

const NpcRequest = z.strictObject({
  context: z.string().max(4_000),
  query: z.string().trim().min(1).max(4_000),
});
const StrategyRequest = z.strictObject({
  player_username: z.string().trim().min(1).max(128),
  boss_type: z.string().trim().min(1).max(128),
});

export interface XengineDeps {
  seed: number;
  users: UserDirectory;
}

/** XEngine only generates: its POSTs change nothing and are no writes. */
export function createXengineRoutes({ seed, users }: XengineDeps): Router {
  const router = new Router({ prefix: '/xengine' });
  router.post('/npc_response', (ctx) => {
    const { context, query } = readBody(ctx, NpcRequest);
    ctx.body = speak(seed, context, query);
  });
  router.post('/boss_adapt_strategy', (ctx) => {
    const { player_username, boss_type } = readBody(ctx, StrategyRequest);
    ctx.body = adaptStrategy(users, player_username, boss_type);
  });
  router.get('/trends', (ctx) => {
    ctx.body = { trends: xengineTrends(seed) };
  });
  return router;
}
