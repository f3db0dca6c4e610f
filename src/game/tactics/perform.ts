import type { GameAction } from '../../contracts/game-action.js';
import type { Position } from '../../contracts/game-event.js';
import type { FighterFact, FighterPlan, PlanStepView } from '../../contracts/match-view.js';
import { giveAction } from '../give-action.js';
import { nameOf } from '../mention-event.js';
import type { MindContext } from '../mind-context.js';
import { actorOf, type Command } from '../mind-state.js';
import { strikesOn } from '../world/danger.js';
import { distance } from '../world/geometry.js';
import { wayTo } from '../world/way.js';
import type { Choice } from './choose-goals.js';
import { citeEvents } from './cite-events.js';
import { explainScore } from './goal.js';
import { currentStep, destinationOf } from './step-progress.js';

/** A command whose place is this near to a new one need not be given again. */
const SAME_PLACE = 1;

/** The command of the step a plan is at, where it is due; undefined where the fighter has it already. */
export function perform(
  context: MindContext,
  plan: FighterPlan,
  { actor, chosen, others }: Choice,
): GameAction | undefined {
  const { state } = context;
  const { command } = actorOf(state, actor.id);
  const current = currentStep(state.world, actor, { plan, command });
  if (current === undefined) return undefined;
  if (current.step.status !== 'running')
    plan.steps = plan.steps.map((step, index) => ({
      ...step,
      status: index < current.index ? 'done' : index === current.index ? 'running' : 'pending',
    }));
  const wanted = wantedFor(context, actor, current.step);
  if (!isDue(context, command, wanted)) return undefined;
  const { action, target, position } = wanted;
  const reason = reasonOf(context, actor, plan);
  const proposal = { actor: actor.id, action, target, position, reason, planId: plan.plan_id };
  return giveAction(context, proposal, {
    layer: plan.generation > 0 && state.strategy.source !== 'rules' ? 'strategy' : 'tactics',
    events: citeEvents(state, [actor.id, plan.target]),
    scores: [chosen, ...others].map(explainScore),
  });
}

interface Wanted {
  action: PlanStepView['action'];
  target?: string;
  position?: Position;
}

/** Nobody walks into what is announced: it waits in front of it. */
function wantedFor({ state }: MindContext, actor: FighterFact, step: PlanStepView): Wanted {
  const position = destinationOf(state.world, actor, step);
  const going = position !== undefined && distance(position, actor.position) > SAME_PLACE;
  if (going && isAimedAt(state.world, actor, position)) return { action: 'hold', position: actor.position };
  const { action, target } = step;
  if (action === 'move' && position !== undefined)
    return { action, target, position: wayTo(actor.position, position, state.world).next };
  return { action, target };
}

function isAimedAt(world: MindContext['state']['world'], actor: FighterFact, at: Position): boolean {
  return strikesOn(world, actor.id, at).some(
    ({ shape }) => shape.kind !== 'everywhere' && shape.kind !== 'target',
  );
}

function isDue({ state, limits }: MindContext, last: Command | null, wanted: Wanted): boolean {
  if (last === null || last.action !== wanted.action || last.target !== wanted.target) return true;
  const { position } = wanted;
  if (
    position !== undefined &&
    (last.position === undefined || distance(last.position, position) > SAME_PLACE)
  ) {
    return true;
  }
  return last.outcome !== 'open' || last.given_at + limits.repeatMs <= state.world.t_game;
}

const AFTER: Record<FighterPlan['goal'], string> = {
  fight_boss: 'fights',
  clear_minions: 'clears',
  heal_ally: 'heals',
  guard_ally: 'guards',
  revive_ally: 'revives',
  take_item: 'takes',
  hold_objective: 'holds',
  draw_attention: 'draws the attention of',
  survive: 'saves',
  regroup: 'returns to',
};

function reasonOf({ state }: MindContext, actor: FighterFact, plan: FighterPlan): string {
  const whom = plan.target === actor.id ? 'its own skin' : nameOf(state.world, plan.target);
  return `${actor.name} ${AFTER[plan.goal]} ${whom} (${plan.score.toFixed(2)}): ${plan.cause}`;
}
