import type { GameActionName } from '../../../contracts/game-action.js';
import { fighter, foes, type Battle, type Combatant, type Order } from '../battle-state.js';

const NPC_ACTIONS: readonly GameActionName[] = ['greet', 'warn', 'trade', 'say'];
/** Who may do what not everybody may. */
const ROLES: Partial<Record<GameActionName, readonly string[]>> = {
  heal: ['healer', 'support'],
  taunt: ['tank'],
  interrupt: ['tank', 'damage', 'support'],
};
const AT_FOES: readonly GameActionName[] = ['attack', 'flank', 'kite'];

/** Why a fighter cannot do what it is told; undefined where it can. */
export function objectionTo(
  battle: Battle,
  who: Combatant,
  order: Pick<Order, 'action' | 'target' | 'position'>,
): string | undefined {
  const { action, target } = order;
  if (who.status !== 'up') return 'it does not stand';
  if (NPC_ACTIONS.includes(action) !== (who.kind === 'npc')) return `the role ${who.role} does not ${action}`;
  if (ROLES[action]?.includes(who.role) === false) return `the role ${who.role} does not ${action}`;
  if ((who.ready[action] ?? 0) > battle.t) return 'not ready yet';
  if (AT_FOES.includes(action) && foes(battle).every(({ id }) => id !== target)) return 'no such enemy';
  return objectionToTarget(battle, order);
}

function objectionToTarget(
  battle: Battle,
  { action, target, position }: Pick<Order, 'action' | 'target' | 'position'>,
): string | undefined {
  switch (action) {
    case 'heal':
      return target === undefined || fighter(battle, target)?.status === 'up'
        ? undefined
        : 'nobody there to heal';
    case 'revive':
      return fighter(battle, target)?.status === 'down' ? undefined : 'nobody there to revive';
    case 'take':
      return battle.items.some(({ id }) => id === target) ? undefined : 'it is gone';
    case 'interrupt':
      return battle.boss.casting?.attack.interruptible === true ? undefined : 'nothing to interrupt';
    case 'move':
      return position === undefined && target === undefined ? 'nowhere to go' : undefined;
    default:
      return undefined;
  }
}
