import type { GameEvent } from '../../contracts/game-event.js';

/** What makes waiting for missing numbers end. */
export interface OrderLimits {
  /** Events of a source that may wait for earlier ones. */
  heldEvents: number;
  /** Milliseconds of game time that the oldest of them may wait. */
  heldGameMs: number;
}

/** The numbers of one source of a match: which one is next, and what came before its turn. */
export interface EventOrder {
  next: number;
  held: Map<number, GameEvent>;
  /** Numbers that were given up, as [first, last], the latest gaps only. */
  gaps: [number, number][];
}

const MAX_GAPS = 16;

export function createEventOrder(next = 1): EventOrder {
  return { next, held: new Map(), gaps: [] };
}

/** `held`: not its turn yet. `late`: its turn was given up. The numbers alone decide, so a replay decides the same. */
export type Place = 'next' | 'held' | 'duplicate' | 'late';

/** Says where an event stands; keeps one whose turn has not come, and lets the turn of one that is next pass. */
export function place(order: EventOrder, event: GameEvent): Place {
  const { seq } = event;
  if (seq < order.next) return order.gaps.some(([a, b]) => seq >= a && seq <= b) ? 'late' : 'duplicate';
  if (order.held.has(seq)) return 'duplicate';
  if (seq > order.next) {
    order.held.set(seq, event);
    return 'held';
  }
  order.next += 1;
  return 'next';
}

/** Takes out the event that was kept and has its turn now, if there is one. */
export function takeNext(order: EventOrder): GameEvent | undefined {
  if (order.held.size === 0) return undefined;
  const event = order.held.get(order.next);
  if (event === undefined) return undefined;
  order.held.delete(order.next);
  order.next += 1;
  return event;
}

/** True where the missing numbers have been waited for long enough. */
export function hasWaitedEnough(order: EventOrder, limits: OrderLimits): boolean {
  const { held } = order;
  if (held.size === 0) return false;
  if (held.size > limits.heldEvents) return true;
  let oldest = Infinity;
  let newest = 0;
  for (const { t_game: t } of held.values()) {
    oldest = Math.min(oldest, t);
    newest = Math.max(newest, t);
  }
  return newest - oldest > limits.heldGameMs;
}

/** Goes on behind the gap before the first event held; gives how many numbers are given up. */
export function skipGap(order: EventOrder): number {
  const first = Math.min(...order.held.keys());
  return moveTo(order, first);
}

/** Goes on at `next`, giving up what is missing before it. */
export function moveTo(order: EventOrder, next: number): number {
  const missing = next - order.next;
  if (missing <= 0) return 0;
  order.gaps.push([order.next, next - 1]);
  if (order.gaps.length > MAX_GAPS) order.gaps.shift();
  order.next = next;
  return missing;
}
