import type { GameAction, GameActionName, GameLayer } from '../contracts/game-action.js';
import type { Position } from '../contracts/game-event.js';
import type { EventMention, GoalScore } from '../contracts/match-view.js';
import { hashOf } from '../core/ids.js';
import { keepLast } from './keep-last.js';
import type { MindContext } from './mind-context.js';
import { actorOf } from './mind-state.js';

/** What a layer wants done, and what decided it. */
export interface Proposal {
  actor: string;
  action: GameActionName;
  target?: string | undefined;
  position?: Position | undefined;
  text?: string | undefined;
  layer: GameLayer;
  reason: string;
  planId?: string | undefined;
  /** Not to be begun after this; what the limits say where it is left out. */
  expiresAt?: number | undefined;
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
export function giveAction(context: MindContext, proposal: Proposal): GameAction {
  const { state, limits } = context;
  const { actor, action, target, position, text, layer, reason, planId, events, scores = [] } = proposal;
  state.given += 1;
  const t = state.world.t_game;
  const command = {
    action_id: `${state.given}-${tagOf(context, actor)}`,
    action,
    ...(target !== undefined && { target }),
    ...(position !== undefined && { position }),
    ...(planId !== undefined && { plan_id: planId }),
  };
  actorOf(state, actor).command = { ...command, given_at: t, outcome: 'open' };
  const decision = { ...command, actor, layer, reason, t_game: t, events: [...events], scores: [...scores] };
  keepLast(state.decisions, decision, limits.keptDecisions);
  return {
    ...command,
    match_id: context.matchId,
    player: context.player,
    actor,
    ...(text !== undefined && { text }),
    layer,
    reason,
    world_version: state.world.version,
    t_game: t,
    expires_at: proposal.expiresAt ?? t + limits.commandMs,
  };
}
