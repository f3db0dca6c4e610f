import { differ } from './actions.js';
import type { MatchScorer } from './match-scorer.js';

/** How the match and those in it stand at the end, as far as the Player ASI knows. */
export const ending: MatchScorer = {
  name: 'ending',
  judge({ outcome, fighters }, { view: { world } }) {
    if (outcome === undefined && fighters === undefined) return undefined;
    const known = new Map(world.fighters.map(({ id, status }) => [id, status]));
    return [
      ...(outcome === undefined ? [] : differ('the outcome', outcome, world.stage)),
      ...Object.entries(fighters ?? {}).flatMap(([id, status]) => differ(id, status, known.get(id) ?? null)),
    ];
  },
};
