import type { Clause } from '../understand/message.js';
import type { SlotName, Slots } from '../wish.js';
import { boss, league, matchId, player, query, refersBack, team } from './names.js';
import { cartId, maxPrice, orderIds } from './numbers.js';
import { firstProduct, firstQuantity, otherProducts } from './products.js';
import {
  address,
  describedStatus,
  messageText,
  orderStatus,
  postText,
  purpose,
  question,
  tile,
  topic,
} from './texts.js';

type Readers = { [Name in SlotName]?: (clause: Clause) => Slots[Name] };

/** How each slot is read from a clause. */
const READERS: Readers = {
  order_id: (clause) =>
    orderIds(clause.words)[0] ?? (refersToOrder(clause) ? clause.focus.order_id : undefined),
  cart_id: (clause) => cartId(clause.words),
  product: firstProduct,
  quantity: firstQuantity,
  more: otherProducts,
  max_price: (clause) => maxPrice(clause.words),
  status: orderStatus,
  described: describedStatus,
  to: address,
  purpose,
  topic,
  message: messageText,
  team,
  league,
  boss,
  match_id: matchId,
  player,
  query,
  post: postText,
  question,
  tile,
};

/** Reads the named slots; those that are not there are left out. */
export function readSlots(names: readonly SlotName[], clause: Clause): Slots {
  const entries = names.map((name) => [name, READERS[name]?.(clause)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** "refund it", "cancel that order": the order last talked about. */
function refersToOrder(clause: Clause): boolean {
  if (describedStatus(clause) !== undefined) return false;
  const text = clause.words.map((word) => word.word).join(' ');
  return refersBack(clause.words) || /\bthe (?:order|package|parcel)\b/.test(text);
}
