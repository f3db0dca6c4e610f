import type { FighterFact, StrikeFact } from '../../../src/contracts/match-view.js';
import { strikesOn } from '../../../src/game/world/danger.js';
import { emptyWorld } from '../../../src/game/world/empty-world.js';
import { canBeLeft } from '../../../src/game/world/geometry.js';
import { reduce } from '../../../src/game/world/reduce.js';
import { commanded } from '../../../src/game/world/sides.js';
import type { MatchScorer, PlayedMatch } from './match-scorer.js';

/** Strikes announced where an ally stands who could walk away: the ally is told something, or the strike is called off, in time. */
export const answered: MatchScorer = {
  name: 'strikes answered',
  judge({ answered: least }, match) {
    if (least === undefined) return undefined;
    const threats = threatsOf(match);
    const ignored = threats.filter((threat) => !isAnswered(threat, match));
    const share = threats.length === 0 ? 1 : 1 - ignored.length / threats.length;
    if (share >= least) return [];
    const lines = ignored.map(
      ({ fighter, strike }) => `${strike.announced_at} ${strike.attack} on ${fighter.id}`,
    );
    const got = { share: Math.round(share * 1000) / 1000, of: threats.length, ignored: lines.slice(0, 12) };
    return [{ what: 'the share of strikes that is answered', expected: { $min: least }, got }];
  },
};

export interface Threat {
  strike: StrikeFact;
  fighter: FighterFact;
}

/** Each ally that a strike would hit where it stands as the strike is announced. */
export function threatsOf({ events, view }: PlayedMatch): Threat[] {
  const threats: Threat[] = [];
  let world = emptyWorld(view.player);
  for (const event of events) {
    world = reduce(world, event);
    if (event.type !== 'boss.telegraph') continue;
    for (const fighter of commanded(world)) {
      const strike = strikesOn(world, fighter.id, fighter.position, 0).find(
        ({ id }) => id === event.payload.strike,
      );
      if (strike !== undefined && canBeLeft(strike.shape)) threats.push({ strike, fighter });
    }
  }
  return threats;
}

const ANSWERS: readonly string[] = ['dodge', 'guard'];

/** Where an answer to the strike before takes longer than this one needs, it answers both. */
export function isAnswered({ strike, fighter }: Threat, { actions }: PlayedMatch): boolean {
  return actions.some(({ t_game, actor, action, target, expires_at }) => {
    if (t_game > strike.lands_at || expires_at < strike.announced_at) return false;
    if (action === 'interrupt') return strike.interruptible && target === strike.boss;
    return actor === fighter.id && ANSWERS.includes(action);
  });
}
