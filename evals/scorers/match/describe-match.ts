import type { JsonObject } from '../../../src/contracts/json.js';
import { plainJson } from '../compare.js';
import { countsOf, digestOf } from './actions.js';
import { isAnswered, threatsOf } from './answered.js';
import type { PlayedMatch } from './match-scorer.js';
import { goalsOf } from './plans.js';

/** What a match came to, in the words of a case: a start for whoever writes one. */
export function describeMatch(match: PlayedMatch): JsonObject {
  const { world, strategy } = match.view;
  const threats = threatsOf(match);
  const share = threats.filter((one) => isAnswered(one, match)).length / Math.max(1, threats.length);
  return plainJson({
    outcome: world.stage,
    fighters: Object.fromEntries(world.fighters.map(({ id, status }) => [id, status])),
    answered: Math.floor(share * 100) / 100,
    actions: countsOf(match),
    plans: match.plans.length,
    goals: goalsOf(match),
    strategy: strategy.name,
    digest: digestOf(match),
  });
}
