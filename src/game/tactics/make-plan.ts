import type { FighterPlan, PlanStepView } from '../../contracts/match-view.js';
import type { MindContext } from '../mind-context.js';
import type { FactKey } from '../world/fact-versions.js';
import { readSetOf } from '../world/fact-versions.js';
import type { Choice } from './choose-goals.js';
import { explainScore } from './goal.js';
import { searchPlan, type FoundPlan } from './goap.js';
import { createSite, type StepDraft } from './site.js';
import { STEPS } from './steps.js';

/** The steps by which a fighter gets what it chose; undefined where nothing leads there, not even a beginning. */
export function makePlan(context: MindContext, choice: Choice, cause: string): FighterPlan | undefined {
  const { state, limits } = context;
  const { actor, chosen } = choice;
  const { goal } = chosen;
  const { target, score, parts } = explainScore(chosen);
  const site = createSite(context, actor, target);
  STEPS[goal.name](site);
  const found = searchPlan(site.problem('done'), limits);
  if (found.steps.length === 0) return undefined;
  state.planned += 1;
  const t = state.world.t_game;
  const reads: FactKey[] = [`fighter/${actor.id}/status`, ...goal.reads(target, state.world)];
  return {
    plan_id: `${actor.id}-p${state.planned}`,
    actor: actor.id,
    goal: goal.name,
    target,
    cause,
    made_at: t,
    score,
    parts,
    partial: found.partial,
    steps: found.steps.map(toStep),
    generation: state.generation,
    based_on: state.world.version,
    read_set: readSetOf(state.world, reads),
    valid_while: [{ is: 'up', id: actor.id }, ...goal.conditions(target)],
    expires_at: t + limits.planMs,
  };
}

function toStep({ payload, cost }: FoundPlan<StepDraft>['steps'][number]): PlanStepView {
  const { action, target, position, reach } = payload;
  return { action, target, position, reach, status: 'pending', cost: Math.round(cost * 100) / 100 };
}
