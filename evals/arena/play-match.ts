import type { GameAction } from '../../src/contracts/game-action.js';
import type { KnownGameEvent } from '../../src/contracts/game-event.js';
import type { BossConfig } from '../../src/sandbox/arena/boss-config.js';
import { createBattle } from '../../src/sandbox/arena/create-battle.js';
import type { CreatePolicy, Policy } from './policies/policy.js';

export interface Played {
  outcome: 'won' | 'lost' | 'abandoned';
  /** Game time at the end. */
  t: number;
}

export interface PlayOptions {
  config: BossConfig;
  seed: number;
  create: CreatePolicy;
  reactionMs?: number;
  /** Sees every tick as it is played. */
  onTick?: (events: readonly KnownGameEvent[], actions: readonly GameAction[], policy: Policy) => void;
}

export const PLAYER = 'player-1';

/** Plays one fight to its end. What the policy answers to a tick is told in the next. */
export function playMatch({ config, seed, create, reactionMs, onTick }: PlayOptions): Played {
  const matchId = `${config.name}-${seed}`.slice(0, 64);
  const battle = createBattle({
    config,
    seed,
    matchId,
    player: PLAYER,
    ...(reactionMs !== undefined && { reactionMs }),
  });
  const policy = create({ matchId, player: PLAYER, seed });
  let actions: GameAction[] = [];
  while (battle.outcome === undefined) {
    const { t } = battle;
    const events = battle.step(actions);
    actions = policy.act(events, t);
    onTick?.(events, actions, policy);
  }
  return { outcome: battle.outcome, t: battle.t };
}
