import type { FighterFact, GoalScore } from '../../contracts/match-view.js';
import type { MindContext } from '../mind-context.js';
import { actorOf } from '../mind-state.js';
import { claimantOf } from './blackboard.js';
import { explainScore, LEAST_SCORE, weighGoal, type Weighed } from './goal.js';
import { GOALS } from './goals.js';

export interface Choice {
  actor: FighterFact;
  chosen: GoalScore;
  /** What it was chosen over, best first. */
  others: GoalScore[];
}

/** What one is at is worth this much more, so that nobody wavers between equals. */
const CONSTANCY = 1.2;

/** Who goes for what: the best pair of a fighter and a goal first, then the best of what is left. */
export function chooseGoals(context: MindContext, actors: readonly FighterFact[]): Choice[] {
  const prospects = actors.flatMap((actor) => prospectsOf(context, actor));
  const choices = new Map<string, Choice>();
  const taken = new Set<string>();
  for (const { actor, weighed } of prospects.toSorted((a, b) => b.worth - a.worth)) {
    const { goal, target } = weighed;
    const what = `${goal.name}/${target}`;
    const choice = choices.get(actor.id);
    if (choice !== undefined) {
      if (choice.others.length < 3) choice.others.push(explainScore(weighed));
    } else if (!goal.isExclusive || !taken.has(what)) {
      choices.set(actor.id, { actor, chosen: explainScore(weighed), others: [] });
      taken.add(what);
    }
  }
  return [...choices.values()];
}

interface Weighing {
  actor: FighterFact;
  weighed: Weighed;
  worth: number;
}

function prospectsOf(context: MindContext, actor: FighterFact): Weighing[] {
  const { state } = context;
  const { plan } = actorOf(state, actor.id);
  return GOALS.flatMap((goal) =>
    goal.targets(state.world, actor, context).flatMap((target) => {
      if (goal.isExclusive && isHeldByReflex(context, `${goal.name}/${target}`, actor.id)) return [];
      const weighed = weighGoal(goal, { context, world: state.world, actor, target });
      if (weighed.score < LEAST_SCORE) return [];
      const isCurrent = plan?.goal === goal.name && plan.target === target;
      return [{ actor, weighed, worth: weighed.score * (isCurrent ? CONSTANCY : 1) }];
    }),
  );
}

/** What a reflex has just sent somebody else to do is not done twice. Other claims follow from the choices made here. */
function isHeldByReflex({ state }: MindContext, what: string, actor: string): boolean {
  const claimant = claimantOf(state, what);
  if (claimant === undefined || claimant === actor) return false;
  const { reflex } = actorOf(state, claimant);
  return reflex !== null && reflex.until > state.world.t_game;
}
