import type { GameAction } from '../../contracts/game-action.js';
import type { FighterFact, FighterPlan } from '../../contracts/match-view.js';
import type { MindContext } from '../mind-context.js';
import { actorOf, type Actor } from '../mind-state.js';
import { carryOut } from '../reflex/react.js';
import { dodgeStrike } from '../reflex/strikes.js';
import { describe, firstBroken } from '../world/conditions.js';
import { find } from '../world/keyed.js';
import { commanded } from '../world/sides.js';
import { claim, release } from './blackboard.js';
import { chooseGoals, claimTo, type Choice } from './choose-goals.js';
import { makePlan } from './make-plan.js';
import { perform } from './perform.js';
import { currentStep } from './step-progress.js';

/** Decides for all fighters that no reflex holds, and gives the commands that are due. */
export function decide(context: MindContext): GameAction[] {
  const { state, limits } = context;
  if (state.world.stage !== 'running') return [];
  const fighters = commanded(state.world).slice(0, limits.maxActors);
  forget(context, fighters);
  const actions = fighters.flatMap((fighter) =>
    dodgeStrike(context, fighter).flatMap((reaction) => carryOut(context, reaction, []) ?? []),
  );
  const free = fighters.filter(({ id }) => (actorOf(state, id).reflex?.until ?? 0) <= state.world.t_game);
  for (const choice of chooseGoals(context, free)) {
    const action = follow(context, choice);
    if (action !== undefined) actions.push(action);
  }
  return actions;
}

/** Those who cannot act have no plans and reserve nothing. */
function forget({ state }: MindContext, fighters: readonly FighterFact[]): void {
  for (const actor of state.actors) {
    if (actor.plan === null || fighters.some(({ id }) => id === actor.id)) continue;
    actor.plan = null;
    release(state, actor.id);
  }
}

function follow(context: MindContext, choice: Choice): GameAction | undefined {
  const { state, limits } = context;
  const { actor: fighter, chosen } = choice;
  const { goal, prospect } = chosen;
  const actor = actorOf(state, fighter.id);
  const cause = whyReplan(context, actor, choice);
  if (cause !== undefined) actor.plan = makePlan(context, choice, cause) ?? null;
  if (actor.plan === null) return undefined;
  const what = claimTo(goal, prospect.target);
  release(state, fighter.id, what);
  if (goal.isExclusive) claim(state, what, { by: fighter.id, until: state.world.t_game + limits.claimMs });
  reserveItems(context, actor.plan);
  return perform(context, actor.plan, choice);
}

/** Items that a plan takes on its way. */
function reserveItems({ state, limits }: MindContext, plan: FighterPlan): void {
  for (const { action, target } of plan.steps) {
    if (action !== 'take' || find(state.world.items, target) === undefined) continue;
    claim(state, `take_item/${target}`, { by: plan.actor, until: state.world.t_game + limits.claimMs });
  }
}

/** Why a plan has to be made; undefined where the present one goes on. */
function whyReplan(
  { state }: MindContext,
  actor: Actor,
  { actor: fighter, chosen: { goal, prospect } }: Choice,
): string | undefined {
  const { plan, command } = actor;
  if (plan === null) return 'it had no plan';
  if (plan.goal !== goal.name || plan.target !== prospect.target)
    return `this became more urgent than ${plan.goal}`;
  const broken = firstBroken(state.world, plan.valid_while);
  if (broken !== undefined) return `it is no longer so that ${describe(broken)}`;
  if (plan.expires_at <= state.world.t_game) return 'the last plan had run its time';
  if (plan.generation !== state.generation) return 'the strategy changed';
  if (command?.plan_id === plan.plan_id && command.outcome === 'failed') return 'a step failed';
  return currentStep(state.world, fighter, { plan, command }) === undefined
    ? 'the last plan was done'
    : undefined;
}
