import type { GameAction } from '../../contracts/game-action.js';
import { fighter, type Battle } from './battle-state.js';
import { resolve } from './orders/carry.js';
import { objectionTo } from './orders/objection.js';

/** Tells the fighters what they are to do; what cannot be is answered at once, with a reason. */
export function takeActions(battle: Battle, actions: readonly GameAction[]): void {
  for (const { action_id, actor, action, target, position, expires_at } of actions) {
    const who = fighter(battle, actor);
    if (who === undefined || who.kind === 'player') {
      const reason = who === undefined ? 'no such fighter' : 'nobody commands the player';
      battle.emit('action.resolved', { action_id, actor, outcome: 'failed', reason });
      continue;
    }
    const begins_at = battle.t + battle.reactionMs;
    const order = { action, action_id, target, position, begins_at, expires_at };
    const objection = objectionTo(battle, who, order);
    if (objection !== undefined) {
      resolve(battle, who, order, { failed: objection });
      continue;
    }
    if (who.told !== undefined) resolve(battle, who, who.told, 'replaced');
    who.told = order;
  }
}
