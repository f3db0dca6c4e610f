import type { JsonValue } from '../../../contracts/json.js';
import { Analysis, Match } from '../../../services/game/game.schema.js';
import { BossStrategy } from '../../../services/xengine/xengine.schema.js';
import { resultsOf, textOf, writesOf, type Ground, type Source } from '../ground.js';
import { areNamed, isBossNamed } from '../named.js';
import { bareText } from '../tokens.js';
import { dictatedText } from './post.js';

/** No match, the player's own live one, or one the person named. */
export const ownMatch: Source = (id, ground) => {
  if (id === null) return true;
  const seen = [...looks(ground).map(({ match }) => match), ...namedMatches(ground)];
  return seen.includes(textOf(id)) || isWritten(textOf(id), ground);
};

/** The name that `game.plan` gave a strategy against the boss of the fight, or the person's own words. */
export const plannedStrategy: Source = (name, ground) =>
  ownPlans(ground).some(({ strategy }) => strategy === name) || dictatedText(name, ground);

/** Sentences of such a strategy, or the person's own words. */
export const plannedOrders: Source = (orders, ground) => {
  const known = new Set(
    ownPlans(ground).flatMap(({ steps, phases }) => [...steps, ...phases.map(({ advice }) => advice)]),
  );
  return (
    Array.isArray(orders) &&
    orders.every((order: JsonValue) => known.has(textOf(order)) || dictatedText(order, ground))
  );
};

/** Orders are given once to a match. */
export function isFirstOrder(ground: Ground): boolean {
  return writesOf(ground, 'game.execute').every((args) => args['match_id'] !== ground.args['match_id']);
}

function ownPlans(ground: Ground): BossStrategy[] {
  const bosses = looks(ground).map(({ boss }) => boss);
  return resultsOf(ground, 'game.plan', BossStrategy)
    .filter(({ step }) => {
      const boss = textOf(step.args['boss']);
      return bosses.includes(boss) || isBossNamed(boss, wordsOfRequest(ground));
    })
    .map(({ value }) => value);
}

/** What was looked at by the person's choice: their live match, or the boss or match they named. */
function looks(ground: Ground): { boss: string; match: string | null }[] {
  return resultsOf(ground, 'game.analyze', Analysis)
    .filter(({ step: { args } }) => {
      const [boss, match] = [args['boss'], args['match_id']];
      const isOwnBoss = boss === undefined || isBossNamed(textOf(boss), wordsOfRequest(ground));
      return isOwnBoss && (match === undefined || isWritten(textOf(match), ground));
    })
    .map(({ value }) => ({ boss: value.boss, match: value.match_id }));
}

function wordsOfRequest({ request: { texts, chosen } }: Ground): string[] {
  return chosen === undefined ? texts : [...texts, chosen];
}

function namedMatches(ground: Ground): string[] {
  return resultsOf(ground, 'game.match', Match)
    .filter(({ step }) => isWritten(textOf(step.args['match_id']), ground))
    .map(({ value }) => value.id);
}

function isWritten(id: string, { request }: Ground): boolean {
  const bare = ` ${bareText(id)} `;
  return request.texts.some((text) => ` ${bareText(text)} `.includes(bare)) || areNamed(id, request.texts);
}
