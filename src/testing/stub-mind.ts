import type { GameAction } from '../contracts/game-action.js';
import type { GameEvent } from '../contracts/game-event.js';
import type { JsonObject } from '../contracts/json.js';
import type { MakeMind, PlayedMind } from '../game/matches/played-mind.js';

interface Kept {
  version: number;
  t: number;
  /** Every event in the order it was told, so that two minds compare. */
  told: string[];
  hp: [string, number][];
  plan: number;
  advice: number;
}

/** Keeps the last so many events it was told. */
const MEMORY = 2_000;

/**
 * A mind whose every answer is a pure function of what it was told, in order: it heals who is hurt, dodges what is announced,
 * and at each tick attacks by a new plan. It fails on a chat that says "poison".
 */
export const makeStubMind: MakeMind = ({ matchId, player, seed, snapshot }) => {
  const kept: Kept = snapshot === undefined ? blank() : (structuredClone(snapshot) as unknown as Kept);
  const act = (action: Partial<GameAction> & Pick<GameAction, 'action' | 'layer'>): GameAction => ({
    action_id: `${matchId}:${player}:${kept.version}:${action.action}`,
    match_id: matchId,
    player,
    actor: 'ally-1',
    reason: `told ${kept.told.length} things, seed ${seed % 7}`,
    world_version: kept.version,
    t_game: kept.t,
    expires_at: kept.t + 1_000,
    ...action,
  });
  const mind: PlayedMind = {
    observe(event) {
      // Fails in the middle of its work, as code does.
      kept.version += 1;
      if (saysPoison(event)) throw new Error('poisoned');
      kept.t = Math.max(kept.t, event.t_game);
      kept.told.push(`${event.source}:${event.seq}:${event.type}`);
      if (kept.told.length > MEMORY) kept.told.shift();
      return react(event, act);
    },
    tick(t) {
      kept.version += 1;
      kept.t = Math.max(kept.t, t);
      kept.plan += 1;
      return [
        act({ action: 'attack', layer: 'tactics', target: 'boss', plan_id: `plan-${player}-${kept.plan}` }),
      ];
    },
    advise() {
      kept.advice += 1;
      return { outcome: 'accepted', reason: 'it always is' };
    },
    question: () => undefined,
    lines: () => [],
    say: () => [],
    recall: () => undefined,
    remember: () => undefined,
    lesson: () => undefined,
    view: () => structuredClone(kept) as unknown as JsonObject,
    plan: (planId) => ({
      goal: 'fight_boss',
      cause: `tick ${kept.plan}`,
      t_game: kept.t,
      steps: [{ action: 'attack', plan: planId }],
    }),
    snapshot: () => structuredClone(kept) as unknown as JsonObject,
  };
  return mind;
};

function blank(): Kept {
  return { version: 0, t: 0, told: [], hp: [], plan: 0, advice: 0 };
}

function saysPoison(event: GameEvent): boolean {
  return !('unknown' in event) && event.type === 'chat.said' && event.payload.text === 'poison';
}

function react(
  event: GameEvent,
  act: (action: Partial<GameAction> & Pick<GameAction, 'action' | 'layer'>) => GameAction,
): GameAction[] {
  if ('unknown' in event) return [];
  if (event.type === 'player.damaged')
    return [act({ action: 'heal', layer: 'reflex', target: event.payload.id })];
  if (event.type === 'boss.telegraph') return [act({ action: 'dodge', layer: 'reflex' })];
  return [];
}
