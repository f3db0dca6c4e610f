import { MatchDetails } from '../../contracts/game-door.js';
import type { Door } from '../deps.js';
import { callerOfQuery, UserQuery } from '../identity.js';
import { MatchParams } from '../params.js';
import type { Route } from '../route.js';

export function createGetMatch(door: Door): Route {
  return {
    method: 'GET',
    path: '/matches/:id',
    summary: 'One match of the caller: facts, plans with their causes, actions with their reasons',
    scope: 'copilot.read',
    params: MatchParams,
    query: UserQuery,
    answers: [{ schema: MatchDetails }],
    problems: ['not_found'],
    handle: async (ctx) => {
      const player = callerOfQuery(ctx, door.config.anonymousUser);
      ctx.body = await door.game.match(MatchParams.parse(ctx['params']).id, player);
    },
  };
}
