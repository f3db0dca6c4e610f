import type { Position } from '../../contracts/game-event.js';
import type { FighterFact, FighterPlan, PlanStepView, World } from '../../contracts/match-view.js';
import type { Command } from '../mind-state.js';
import { distance, onGround, towards } from '../world/geometry.js';
import { find } from '../world/keyed.js';
import { enemy, hpShare } from '../world/sides.js';
import { placeOf } from './inputs.js';

/** Whether the world already is as a step would make it, whoever did it. */
export function isDone(
  world: World,
  actor: FighterFact,
  step: PlanStepView,
  command: Command | null,
): boolean {
  const said =
    command?.action === step.action && command.target === step.target && command.outcome === 'done';
  switch (step.action) {
    case 'move':
      return isThere(world, actor, step);
    case 'take':
      return (
        find(world.items, step.target) === undefined && find(world.objectives, step.target)?.state !== 'open'
      );
    case 'heal':
      return hpShareOf(world, step.target) >= 0.95;
    case 'revive':
      return find(world.fighters, step.target)?.status !== 'down';
    case 'taunt':
      return said || enemy(world, step.target)?.target === actor.id;
    default:
      return false;
  }
}

/** Where somebody has to go for a step; undefined where it is near enough or there is nowhere to go. */
export function destinationOf(world: World, actor: FighterFact, step: PlanStepView): Position | undefined {
  if (step.position !== undefined) return step.position;
  const at = placeOf(world, step.target);
  if (at === undefined) return undefined;
  return onGround(
    towards(actor.position, at, Math.max(0, distance(actor.position, at) - step.reach * 0.85)),
    world,
  );
}

/** The first step that is not done; steps that somebody else has made true are passed over. */
export function currentStep(
  world: World,
  actor: FighterFact,
  { plan, command }: { plan: FighterPlan; command: Command | null },
): { step: PlanStepView; index: number } | undefined {
  const own = command?.plan_id === plan.plan_id ? command : null;
  const index = plan.steps.findIndex((step) => !isDone(world, actor, step, own));
  const step = plan.steps[index];
  return step === undefined ? undefined : { step, index };
}

function isThere(world: World, actor: FighterFact, step: PlanStepView): boolean {
  const at = step.position ?? placeOf(world, step.target);
  return at === undefined || distance(actor.position, at) <= step.reach;
}

function hpShareOf(world: World, id: string): number {
  const fighter = find(world.fighters, id);
  return fighter === undefined ? 1 : hpShare(fighter);
}
