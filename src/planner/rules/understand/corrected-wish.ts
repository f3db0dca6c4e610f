import { correctionIn } from '../../../core/correction.js';
import type { Turn } from '../../planner.js';
import { loneCount, loneNumber } from '../entities/numbers.js';
import { readSlots } from '../entities/read-slots.js';
import { leftovers, rawOf } from '../text/leftover.js';
import type { SlotName, Slots, Wish } from '../wish.js';
import { findWishes, isSmallTalk } from './find-wishes.js';
import { clauseOf, readMessage, type Message } from './message.js';

/** What people correct, and the wishes' slots it stands in. */
const NAMED: readonly SlotName[] = ['order_id', 'to', 'boss', 'team', 'product'];
/** Naming a thing says no more than this; from here on a message is a wish of its own. */
const MENTION = 0.8;

/** The wish of the message before with what is meant instead: "no wait, i mean order 127" after "refund order 123". */
export function correctedWish(turn: Turn, heard: Wish): Wish | undefined {
  const rest = correctionIn(turn.text);
  const before = rest === undefined ? undefined : wishBefore(turn);
  if (rest === undefined || before === undefined) return undefined;
  const message = readMessage(rest);
  const recounted = recount(before, message);
  if (recounted !== undefined) return recounted;
  if (heard.confidence > MENTION && !isSmallTalk(heard.intent)) return undefined;
  const name = NAMED.find((slot) => before.slots[slot] !== undefined);
  const value = name === undefined ? undefined : readNew(name, message);
  if (name === undefined || value === undefined || value === before.slots[name]) return undefined;
  return {
    intent: before.intent,
    slots: { ...before.slots, [name]: value },
    confidence: 0.95,
    reason: `corrects the ${name.replace('_id', '')} of the message before`,
  };
}

/** "make it two", where a number of one product was wanted. */
function recount(before: Wish, message: Message): Wish | undefined {
  const { product, more, order_id: order } = before.slots;
  const quantity = loneCount(message.words);
  if (product === undefined || more !== undefined || order !== undefined || quantity === undefined)
    return undefined;
  return {
    intent: before.intent,
    slots: { ...before.slots, quantity },
    confidence: 0.95,
    reason: 'corrects the number in the message before',
  };
}

function wishBefore({ history, mode }: Turn): Wish | undefined {
  // What was corrected before is corrected again.
  const said = history.findLast(
    ({ role, content }) => role === 'user' && correctionIn(content) === undefined,
  )?.content;
  const [wish, ...others] = said === undefined ? [] : findWishes(readMessage(said), mode, {});
  // Of several nobody could say which is meant.
  return wish === undefined || others.length > 0 || isSmallTalk(wish.intent) ? undefined : wish;
}

function readNew(name: SlotName, message: Message): Slots[SlotName] {
  const clause = clauseOf(message, message.words, {});
  if (name === 'order_id') return readSlots(['order_id'], clause).order_id ?? loneNumber(message.words);
  if (name === 'to') return readSlots(['to'], clause).to;
  const [named] = leftovers(message.words, new Set());
  return rawOf(message.text, named);
}
