import type { GamePayloads, KnownGameEventType } from '../../contracts/game-event.js';
import type { World } from '../../contracts/match-view.js';

export interface Moment {
  /** Stamps the facts that change. */
  version: number;
  t: number;
}

/** What an event of a type makes of a world: the same object where it changes no fact. */
export type Change<Type extends KnownGameEventType> = (
  world: World,
  payload: GamePayloads[Type],
  at: Moment,
) => World;
