import { z } from 'zod';
import { MatchSummary } from '../../contracts/game-door.js';
import type { Door } from '../deps.js';
import { callerOf, UserQuery } from '../identity.js';
import { PageLimit } from '../params.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

const MatchesQuery = UserQuery.extend({ limit: PageLimit });
const Matches = z.object({ matches: z.array(MatchSummary) });

export function createGetMatches(door: Door): Route {
  return {
    method: 'GET',
    path: '/matches',
    summary: "The caller's matches, last played first",
    scope: 'copilot.read',
    query: MatchesQuery,
    answers: [{ schema: Matches }],
    handle: async (ctx) => {
      const { user_id, limit } = parse(MatchesQuery, ctx.query);
      ctx.body = { matches: await door.game.list(callerOf(user_id, door.config.anonymousUser), limit) };
    },
  };
}
