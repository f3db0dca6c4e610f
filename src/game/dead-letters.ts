import type pg from 'pg';
import { JsonObject } from '../contracts/json.js';
import { AppError } from '../core/errors.js';
import { findDeadLetter, listDeadLetters, markReplayed } from '../store/dead-letters.js';
import type { Game } from './game.js';

const SHOWN = 100;

/** What could not be acted on: listed for operators, and sent again once the cause is mended. */
export function createDeadLetters(
  pool: pg.Pool,
  submit: Game['submit'],
): Pick<Game, 'deadLetters' | 'replayDeadLetter'> {
  return {
    deadLetters: () => listDeadLetters(pool, SHOWN),
    async replayDeadLetter(id) {
      const letter = await findDeadLetter(pool, id);
      if (letter === undefined) throw new AppError('not_found', 'There is no such letter.');
      const event = readEvent(letter.event);
      if (event === undefined) throw new AppError('bad_request', 'The letter is no JSON object: it was cut.');
      // Under a number of its own, so that sending it twice does no harm.
      const answer = await submit([{ ...event, source: `dead/${id}`, seq: 1 }]);
      const [refused] = answer.refused;
      if (refused !== undefined)
        throw new AppError('bad_request', `${refused.field} ${refused.reason}`.trim());
      await markReplayed(pool, id);
    },
  };
}

function readEvent(text: string): JsonObject | undefined {
  try {
    return JsonObject.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
