import { z } from 'zod';
import { EffectView } from '../../contracts/effect.js';
import type { Door } from '../deps.js';
import { callerOf, UserQuery } from '../identity.js';
import { PageLimit } from '../params.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

const EffectsQuery = UserQuery.extend({ limit: PageLimit });
const Effects = z.object({ effects: z.array(EffectView) });

export function createGetEffects(door: Door): Route {
  return {
    method: 'GET',
    path: '/effects',
    summary: "What was done in the caller's name, newest first; what nobody can say of is `unknown`",
    scope: 'copilot.read',
    query: EffectsQuery,
    answers: [{ schema: Effects }],
    handle: async (ctx) => {
      const { user_id, limit } = parse(EffectsQuery, ctx.query);
      const userId = callerOf(user_id, door.config.anonymousUser);

      const effects = await door.runs.listEffects(userId, { limit });

      ctx.body = { effects } satisfies z.infer<typeof Effects>;
    },
  };
}
