import { plainJson } from '../compare.js';
import { differ } from './actions.js';
import type { MatchScorer, PlayedMatch } from './match-scorer.js';

/** How many plans were made, for which goals, under which strategy. */
export const plans: MatchScorer = {
  name: 'plans',
  judge({ plans: count, goals, strategy }, match) {
    if (count === undefined && goals === undefined && strategy === undefined) return undefined;
    const made = goalsOf(match);
    return [
      ...(count === undefined
        ? []
        : differ('plans', plainJson({ count })['count'] ?? null, match.plans.length)),
      ...Object.entries(plainJson(goals ?? {})).flatMap(([goal, wanted]) =>
        differ(`plans to ${goal}`, wanted, made[goal] ?? 0),
      ),
      ...(strategy === undefined
        ? []
        : differ('the strategy at the end', strategy, match.view.strategy.name)),
    ];
  },
};

export function goalsOf({ plans: made }: PlayedMatch): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { goal } of made) counts[goal] = (counts[goal] ?? 0) + 1;
  return counts;
}
