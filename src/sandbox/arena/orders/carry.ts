import type { GameActionName } from '../../../contracts/game-action.js';
import type { Battle, Combatant, Order } from '../battle-state.js';
import { guard, heal, revive, take } from './aid.js';
import { interrupt, taunt } from './disturb.js';
import { attack, flank, kite } from './fight.js';
import { dodge, hold, move, regroup } from './move.js';
import { objectionTo } from './objection.js';
import type { Carry, Progress } from './order.js';

/** NPCs' words have no effect on the fight. */
const speak: Carry = () => 'done';

const CARRY: Record<GameActionName, Carry> = {
  attack,
  move,
  dodge,
  guard,
  heal,
  revive,
  take,
  interrupt,
  taunt,
  flank,
  kite,
  regroup,
  hold,
  greet: speak,
  warn: speak,
  trade: speak,
  say: speak,
};

/** Everybody who stands does for one tick what it was told; what ended is told. */
export function carryOrders(battle: Battle): void {
  for (const who of battle.fighters) {
    if (who.status !== 'up') continue;
    begin(battle, who);
    const { order } = who;
    if (order === undefined) continue;
    order.begun_at ??= battle.t;
    const progress = CARRY[order.action](battle, who, order);
    if (progress === 'going') continue;
    who.order = undefined;
    resolve(battle, who, order, progress);
  }
}

/** Begins what was told a reaction time ago. */
function begin(battle: Battle, who: Combatant): void {
  const { told: next, order } = who;
  if (next === undefined || battle.t < next.begins_at) return;
  who.told = undefined;
  const objection = battle.t > next.expires_at ? 'too late' : objectionTo(battle, who, next);
  if (objection !== undefined) return resolve(battle, who, next, { failed: objection });
  if (order !== undefined) resolve(battle, who, order, 'replaced');
  who.order = next;
}

export function resolve(
  battle: Battle,
  { id }: Combatant,
  { action_id }: Pick<Order, 'action_id'>,
  progress: Exclude<Progress, 'going'> | 'replaced',
): void {
  if (action_id === undefined) return;
  const about = { action_id, actor: id };
  if (progress === 'done') return battle.emit('action.resolved', { ...about, outcome: 'done' });
  if (progress === 'replaced') {
    return battle.emit('action.resolved', { ...about, outcome: 'interrupted', reason: 'told otherwise' });
  }
  battle.emit('action.resolved', { ...about, outcome: 'failed', reason: progress.failed });
}
