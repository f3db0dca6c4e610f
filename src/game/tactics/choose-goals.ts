import type { FighterFact } from '../../contracts/match-view.js';
import type { MindContext } from '../mind-context.js';
import { actorOf, type Claim } from '../mind-state.js';
import { weighGoal, type Goal, type Weighed } from './goal.js';
import { GOALS } from './goals.js';
import { prospectOf } from './inputs.js';

export interface Choice {
  actor: FighterFact;
  chosen: Weighed;
  /** What it was chosen over, best first. */
  others: Weighed[];
}

/** What one is at is worth this much more, so that nobody wavers between equals. */
const CONSTANCY = 1.2;
const MOST_OTHERS = 3;

/** Who goes for what: the best pair of a fighter and a goal first, then the best of what is left. */
export function chooseGoals(context: MindContext, actors: readonly FighterFact[]): Choice[] {
  const choices = new Map<FighterFact, Choice>();
  const taken = new Set<string>();
  for (const { weighed } of rankProspects(context, actors)) {
    const { goal, prospect } = weighed;
    const { actor } = prospect;
    const choice = choices.get(actor);
    if (choice !== undefined) {
      if (choice.others.length < MOST_OTHERS) choice.others.push(weighed);
      continue;
    }
    if (goal.isExclusive) {
      const what = claimTo(goal, prospect.target);
      if (taken.has(what)) continue;
      taken.add(what);
    }
    choices.set(actor, { actor, chosen: weighed, others: [] });
  }
  return [...choices.values()];
}

/** What going for a goal alone reserves. */
export function claimTo({ name }: Goal, target: string): string {
  return `${name}/${target}`;
}

interface Weighing {
  weighed: Weighed;
  worth: number;
}

/** All that fighters could go for, the best first. */
function rankProspects(context: MindContext, actors: readonly FighterFact[]): Weighing[] {
  const held = heldByReflexes(context);
  return actors.flatMap((actor) => prospectsOf(context, actor, held)).sort((a, b) => b.worth - a.worth);
}

function prospectsOf(context: MindContext, actor: FighterFact, held: readonly Claim[]): Weighing[] {
  const { plan } = actorOf(context.state, actor.id);
  const found: Weighing[] = [];
  for (const goal of GOALS) {
    for (const target of goal.targets(context.state.world, actor, context)) {
      if (goal.isExclusive && isHeld(held, claimTo(goal, target), actor)) continue;
      const weighed = weighGoal(goal, prospectOf(context, actor, target));
      if (weighed === undefined) continue;
      const isCurrent = plan?.goal === goal.name && plan.target === target;
      found.push({ weighed, worth: weighed.score * (isCurrent ? CONSTANCY : 1) });
    }
  }
  return found;
}

/** What reflexes have just sent somebody to do. Other claims follow from the choices made here. */
function heldByReflexes({ state }: MindContext): Claim[] {
  const now = state.world.t_game;
  return state.claims.filter(
    ({ by, until }) => until > now && (actorOf(state, by).reflex?.until ?? now) > now,
  );
}

function isHeld(held: readonly Claim[], what: string, { id }: FighterFact): boolean {
  return held.some((claim) => claim.what === what && claim.by !== id);
}
