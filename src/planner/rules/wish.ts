import { z } from 'zod';
import type { Dialog } from '../planner.js';

/** What a wish can know. Kept in `dialog.pending.slots` between turns, hence plain JSON. */
export const Slots = z
  .object({
    order_id: z.int(),
    cart_id: z.int(),
    product: z.string(),
    quantity: z.int(),
    /** What is wanted besides the product. */
    more: z.array(z.object({ product: z.string(), quantity: z.int() })),
    max_price: z.number(),
    status: z.string(),
    /** The state by which an order is told from the others: "the one that is not paid yet". */
    described: z.string(),
    to: z.string(),
    purpose: z.enum(['invite', 'receipt', 'ticket', 'message']),
    topic: z.string(),
    message: z.string(),
    team: z.string(),
    league: z.string(),
    boss: z.string(),
    match_id: z.string(),
    player: z.string(),
    query: z.string(),
    post: z.string(),
    question: z.string(),
    tile: z.string(),
    confirm: z.enum(['yes', 'no']),
  })
  .partial();
export type Slots = z.infer<typeof Slots>;
export type SlotName = keyof Slots;

/** A phrase that names what is wanted, a turn of phrase that says little of it ("how do I"), or nothing at all. */
export type Evidence = 'phrase' | 'turn of phrase' | 'none';

/** One thing the person wants. A message may hold several. */
export interface Wish {
  intent: string;
  slots: Slots;
  confidence: number;
  /** What in the message said so: `matched "money back"`. */
  reason: string;
  /** What the tables found, where they are all it rests on: others may know better then. */
  evidence?: Evidence;
  /** What was wrong with an answer to our question, where it has to be asked again. */
  again?: string;
}

/** The slots of both, where `first` has the last word. */
export function mergeSlots(first: Slots, second: Slots): Slots {
  return { ...second, ...first };
}

/** What of a wish the next message may refer back to. */
export function focusOf({ order_id, product, team, boss, to }: Slots): Dialog['focus'] {
  return {
    ...(order_id === undefined ? {} : { order_id }),
    ...(product === undefined ? {} : { product }),
    ...(team === undefined ? {} : { team }),
    ...(boss === undefined ? {} : { boss }),
    ...(to === undefined ? {} : { email: to }),
  };
}
