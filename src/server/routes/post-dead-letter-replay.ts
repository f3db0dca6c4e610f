import { z } from 'zod';
import { AppError } from '../../core/errors.js';
import { isUuid } from '../../core/ids.js';
import { assertAccepting } from '../accept-request.js';
import type { Door } from '../deps.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

const LetterParams = z.object({ id: z.string() });
const Replayed = z.object({ id: z.string(), replayed: z.literal(true) });

/** Sending a letter twice plays its event once. */
export function createPostDeadLetterReplay(door: Door): Route {
  return {
    method: 'POST',
    path: '/operations/dead-letters/:id/replay',
    summary: 'Play a game event again that nobody could act on',
    scope: 'copilot.ops',
    params: LetterParams,
    answers: [{ schema: Replayed }],
    problems: ['not_found', 'bad_request', 'queue_full', 'store_unavailable', 'stopping'],
    handle: async (ctx) => {
      assertAccepting(door);
      const { id } = parse(LetterParams, ctx['params']);
      if (!isUuid(id)) throw new AppError('not_found', 'There is no such letter.');

      await door.game.replayDeadLetter(id);

      ctx.body = { id, replayed: true } satisfies z.infer<typeof Replayed>;
    },
  };
}
