import { GameEventsAnswer, GameEventsRequest } from '../../contracts/game-door.js';
import { assertAccepting } from '../accept-request.js';
import type { Door } from '../deps.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

export function createPostGameEvents(door: Door): Route {
  return {
    method: 'POST',
    path: '/game/events',
    summary: 'Tell the Player ASI what happened in matches',
    scope: 'copilot.game',
    body: GameEventsRequest,
    answers: [{ schema: GameEventsAnswer }],
    problems: ['queue_full', 'store_unavailable', 'stopping'],
    handle: async (ctx) => {
      assertAccepting(door);
      const { events } = parse(GameEventsRequest, ctx.request.body ?? {});
      ctx.body = await door.game.submit(events);
    },
  };
}
