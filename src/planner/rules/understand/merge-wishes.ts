import { INTENTS } from '../data/intents.js';
import { orderIds } from '../entities/numbers.js';
import { addressesIn } from '../entities/texts.js';
import type { Word } from '../text/words.js';
import { mergeSlots, type Wish } from '../wish.js';

export const MAX_WISHES = 4;
/** Two wishes may word these differently and still be the same wish. */
const FREE_SLOTS: ReadonlySet<string> = new Set(['purpose', 'question']);

/** Several orders named in one wish are several wishes, and so are several addresses. */
export function spread(wish: Wish, words: readonly Word[]): Wish[] {
  if (wish.intent === 'email.send' && wish.slots.to !== undefined) {
    const others = addressesIn(words).filter((to) => to !== wish.slots.to);
    return [wish, ...others.map((to) => ({ ...wish, slots: { ...wish.slots, to } }))].slice(0, MAX_WISHES);
  }
  const ids = orderIds(words);
  if (ids.length < 2 || !wish.intent.startsWith('order.') || wish.slots.order_id === undefined) return [wish];
  return ids.slice(0, MAX_WISHES).map((order_id) => ({ ...wish, slots: { ...wish.slots, order_id } }));
}

/** Those that are part of another one are taken into it. */
export function merge(wishes: Wish[]): Wish[] {
  return wishes.reduce<Wish[]>((kept, wish) => {
    const host = kept.find((other) => includes(other, wish));
    if (host !== undefined) return kept.map((other) => (other === host ? absorb(host, wish) : other));
    const absorbed = kept.filter((other) => includes(wish, other));
    const whole = absorbed.reduce(absorb, wish);
    const first = absorbed[0];
    if (first === undefined) return [...kept, wish];
    return kept.flatMap((other) => (other === first ? [whole] : absorbed.includes(other) ? [] : [other]));
  }, []);
}

function absorb(host: Wish, wish: Wish): Wish {
  return { ...host, slots: mergeSlots(host.slots, wish.slots) };
}

/** True where `wish` is part of `host`: the same wish said twice, or one that is done along with it. */
function includes(host: Wish, wish: Wish): boolean {
  const covered = host.intent === wish.intent || absorbedBy(host.intent).includes(wish.intent);
  return covered && !conflicts(host, wish);
}

function conflicts(host: Wish, wish: Wish): boolean {
  const own = new Map(Object.entries(host.slots));
  const differ = (name: string, value: unknown) => own.has(name) && own.get(name) !== value;
  return Object.entries(wish.slots).some(([name, value]) => !FREE_SLOTS.has(name) && differ(name, value));
}

function absorbedBy(intent: string): readonly string[] {
  return INTENTS.find(({ name }) => name === intent)?.absorbs ?? [];
}
