import type { GameAction, GameActionName, GameLayer } from '../contracts/game-action.js';
import type { Position } from '../contracts/game-event.js';
import type { EventMention, GoalScore } from '../contracts/match-view.js';
import { hashOf } from '../core/ids.js';
import { keepLast } from './keep-last.js';
import type { MindContext } from './mind-context.js';
import { actorOf } from './mind-state.js';

/** What is to be done. */
export interface Proposal {
  actor: string;
  action: GameActionName;
  target?: string | undefined;
  position?: Position | undefined;
  text?: string | undefined;
  reason: string;
  planId?: string | undefined;
  /** Not to be begun after this; what the limits say where it is left out. */
  expiresAt?: number | undefined;
}

/** Which layer wants it, and what decided it. */
export interface Grounds {
  layer: GameLayer;
  events: readonly EventMention[];
  scores?: readonly GoalScore[];
}

const tags = new WeakMap<MindContext, Map<string, string>>();

/** Tells the actions of one fighter in one match from all others. */
function tagOf(context: MindContext, actor: string): string {
  const known = tags.get(context) ?? new Map<string, string>();
  const before = known.get(actor);
  if (before !== undefined) return before;
  const tag = hashOf(context.matchId, context.player, actor).slice(0, 12);
  tags.set(context, known.set(actor, tag));
  return tag;
}

/** Makes an action of a proposal: it is numbered, remembered as what the fighter was told, and kept with its reasons. */
export function giveAction(context: MindContext, proposal: Proposal, grounds: Grounds): GameAction {
  const { state, limits } = context;
  const { actor, action, target, position, text, reason, planId, expiresAt } = proposal;
  state.given += 1;
  const t = state.world.t_game;
  const given: GameAction = {
    action_id: `${state.given}-${tagOf(context, actor)}`,
    action,
    target,
    position,
    plan_id: planId,
    match_id: context.matchId,
    player: context.player,
    actor,
    text,
    layer: grounds.layer,
    reason,
    world_version: state.world.version,
    t_game: t,
    expires_at: expiresAt ?? t + limits.commandMs,
  };
  remember(context, given, grounds);
  return given;
}

// Written out, as the action is: to add properties to a copy made with `...` takes V8 microseconds. JSON leaves out what is undefined.
function remember({ state, limits }: MindContext, given: GameAction, grounds: Grounds): void {
  const { action_id, action, target, position, plan_id, actor, layer, reason, t_game } = given;
  actorOf(state, actor).command = {
    action_id,
    action,
    target,
    position,
    plan_id,
    given_at: t_game,
    outcome: 'open',
  };
  const events = [...grounds.events];
  const scores = [...(grounds.scores ?? [])];
  keepLast(
    state.decisions,
    { action_id, action, target, position, plan_id, actor, layer, reason, t_game, events, scores },
    limits.keptDecisions,
  );
}
