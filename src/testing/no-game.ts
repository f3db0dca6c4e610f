import { AppError } from '../core/errors.js';
import type { Game } from '../game/game.js';

/** Takes every event and plays nothing. */
export const NO_GAME: Game = {
  submit: async (events) => ({ accepted: events.length, duplicate: 0, late: 0, refused: [], credits: 1_000 }),
  list: async () => [],
  match: () => Promise.reject(new AppError('not_found', 'There is no such match of yours.')),
  deadLetters: async () => [],
  replayDeadLetter: () => Promise.reject(new AppError('not_found', 'There is no such letter.')),
  follow: async function* () {},
};
