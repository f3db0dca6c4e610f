import type { World } from '../../contracts/match-view.js';

/** A match nothing is known of. */
export function emptyWorld(player: string): World {
  return {
    player,
    version: 0,
    t_game: 0,
    stage: 'waiting',
    width: 0,
    height: 0,
    ends_at: null,
    obstacles: [],
    fighters: [],
    bosses: [],
    minions: [],
    strikes: [],
    items: [],
    objectives: [],
    unknown: 0,
    ignored: 0,
  };
}
