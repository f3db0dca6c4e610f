import type { GameEventEnvelope } from '../../src/contracts/game-event.js';
import { AppError } from '../../src/core/errors.js';
import type { GameService } from '../../src/game/create-game.js';
import { GAME_LIMITS } from '../../src/game/limits.js';

/** As few as come in life: a match that lags is thought about less often. */
const AT_ONCE = GAME_LIMITS.lagging / 2;
const ATTEMPTS = 5;

/** Tells a match to the service that plays, in order. What was not on record in time is told again, as a game server would. */
export async function tellEvents(game: GameService, events: readonly GameEventEnvelope[]): Promise<void> {
  for (let at = 0; at < events.length; at += AT_ONCE) {
    const { refused } = await submit(game, events.slice(at, at + AT_ONCE));
    if (refused.length > 0) throw new Error(`An event was refused: ${refused[0]?.reason}`);
  }
}

async function submit(
  game: GameService,
  events: readonly GameEventEnvelope[],
  attempt = 1,
): ReturnType<GameService['submit']> {
  try {
    return await game.submit([...events]);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'store_unavailable' || attempt === ATTEMPTS)
      throw error;
    return submit(game, events, attempt + 1);
  }
}
