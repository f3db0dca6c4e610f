import type { GameAction } from '../../contracts/game-action.js';
import type { KnownGameEvent } from '../../contracts/game-event.js';
import type { EventMention } from '../../contracts/match-view.js';
import { giveAction } from '../give-action.js';
import type { MindContext } from '../mind-context.js';
import { actorOf } from '../mind-state.js';
import { claim } from '../tactics/blackboard.js';
import { find } from '../world/keyed.js';
import type { Reaction } from './reflex.js';
import { REFLEXES } from './rules.js';

/** Most events are no reason to do anything at once: these are not looked at row by row. */
const BY_TYPE = new Map(
  REFLEXES.flatMap(({ on }) => on).map((type) => [type, REFLEXES.filter(({ on }) => on.includes(type))]),
);

/** What is done at once because of an event: for each fighter the first row of the table that wants something of it. */
export function react(
  context: MindContext,
  event: KnownGameEvent,
  mentions: readonly EventMention[],
): GameAction[] {
  const rules = BY_TYPE.get(event.type);
  if (rules === undefined) return [];
  const taken = new Set<string>();
  return rules.flatMap((rule) =>
    rule.react(context, event).flatMap((reaction) => {
      if (taken.has(reaction.actor)) return [];
      const action = carryOut(context, reaction, mentions);
      if (action !== undefined) taken.add(reaction.actor);
      return action ?? [];
    }),
  );
}

/** Makes an action of a reaction; undefined where the fighter cannot act or is busy with something of more weight. */
export function carryOut(
  context: MindContext,
  reaction: Reaction,
  events: readonly EventMention[],
): GameAction | undefined {
  const { state } = context;
  const { weight, until, strike, claims } = reaction;
  const fighter = find(state.world.fighters, reaction.actor);
  if (fighter === undefined || fighter.kind === 'player' || fighter.status !== 'up') return undefined;
  const actor = actorOf(state, fighter.id);
  const busy = actor.reflex !== null && actor.reflex.until > state.world.t_game;
  if (busy && (actor.reflex?.weight ?? 0) > weight) return undefined;
  if (claims !== undefined && !claim(state, claims, { by: fighter.id, until })) return undefined;
  if (fighter.kind === 'npc') remember(context, fighter.id);
  else actor.reflex = { until, weight, ...(strike !== undefined && { strike }) };
  return giveAction(context, reaction, { layer: 'reflex', events });
}

function remember({ state }: MindContext, npc: string): void {
  const others = state.spoke.filter((one) => one.npc !== npc);
  state.spoke = [...others, { npc, at: state.world.t_game }];
}
