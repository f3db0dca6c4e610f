import type { Battle, Combatant, Order } from '../battle-state.js';

/** What becomes of an order in one tick. */
export type Progress = 'going' | 'done' | { failed: string };

/** Carries an order on by one tick. */
export type Carry = (battle: Battle, who: Combatant, order: Order) => Progress;
