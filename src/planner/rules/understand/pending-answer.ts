import type { PendingQuestion } from '../../planner.js';
import { ORDINAL_WORDS } from '../data/words.js';
import { brokenAddress } from '../entities/texts.js';
import { cartId, loneCount, loneNumber, orderIds, quantity } from '../entities/numbers.js';
import { readSlots } from '../entities/read-slots.js';
import { clip } from '../text/clip.js';
import { Slots, type Wish } from '../wish.js';
import { isSmallTalk } from './find-wishes.js';
import { clauseOf, type Message } from './message.js';

type Value = string | number | undefined;

/**
 * The wish our question belonged to, with the message as its answer; undefined where the message is a wish of its own.
 * `heard` is what the message would mean by itself.
 */
export function answerPending(pending: PendingQuestion, message: Message, heard: Wish): Wish | undefined {
  const before = Slots.catch({}).parse(pending.slots);
  const resume = (slots: Slots, again?: string): Wish => ({
    intent: pending.intent,
    slots: { ...before, ...slots },
    confidence: 0.95,
    reason: `answers "which ${pending.slot}?"`,
    ...(again === undefined ? {} : { again }),
  });
  if (pending.slot === 'confirm') return confirmation(message, heard, resume);
  if (isDropped(message, heard)) return FORGOTTEN;
  const own = isOwnWish(pending, message, heard);
  const value =
    exactChoice(pending, message) ??
    (own ? undefined : (choice(pending, message) ?? readAnswer(pending.slot, message)));
  if (value !== undefined) {
    const answer = Slots.safeParse({ [pending.slot]: value });
    if (answer.success) return resume(answer.data);
  }
  if (pending.optional === true) return undefined;
  if (heard.intent === pending.intent) {
    const said = withoutDefaults(heard.slots);
    const news = Object.entries(said).some(([name, value]) => pending.slots[name] !== value);
    return resume(said, news ? undefined : complaint(pending.slot, message));
  }
  if (isSmallTalk(heard.intent) || heard.confidence >= 0.7) return undefined;
  return resume({}, complaint(pending.slot, message));
}

/** A bare address does not turn the invitation we were asked for into a plain message. */
function withoutDefaults({ purpose, ...said }: Slots): Slots {
  return purpose === undefined || purpose === 'message' ? said : { ...said, purpose };
}

const FORGOTTEN: Wish = { intent: 'chat.forget', slots: {}, confidence: 0.95, reason: 'drops our question' };

/** "never mind"; and "cancel it" while we ask means the question, not an order. */
function isDropped(message: Message, heard: Wish): boolean {
  const cancels = heard.intent === 'order.cancel' && heard.slots.order_id === undefined;
  return heard.intent === 'chat.forget' || (cancels && message.words.length <= 3);
}

const YES =
  /^(?:yes|yeah|yep|yup|sure|ok|okay|please|do it|go ahead|go for it|confirm|confirmed|absolutely|of course|definitely|y)\b/;
const NO = /^(?:no|nope|not|do not|never|leave it)\b/;

const INSTEAD = /\b(?:i|we) (?:want|need|prefer|would (?:like|rather|prefer))\b/;

/** Only a plain yes or no answers; "no, refund order 124" and "no, I want an exchange" are wishes of their own. */
function confirmation(message: Message, heard: Wish, resume: (slots: Slots) => Wish): Wish | undefined {
  if (!isSmallTalk(heard.intent) && (heard.slots.order_id !== undefined || message.words.length > 6))
    return undefined;
  const text = message.words.map((word) => word.word).join(' ');
  if (NO.test(text) && INSTEAD.test(text)) return undefined;
  if (NO.test(text) || isDropped(message, heard)) return FORGOTTEN;
  return YES.test(text) ? resume({ confirm: 'yes' }) : undefined;
}

function exactChoice({ choices, slot }: PendingQuestion, message: Message): Value {
  const said = plain(message.text);
  const exact = choices.find(({ label, value }) => plain(label) === said || plain(value) === said);
  return exact === undefined ? undefined : valueOf(slot, exact.value);
}

/** A choice by the number in it, by its place in the list ("2", "the second one"), or by a part of its label. */
function choice({ choices, slot }: PendingQuestion, message: Message): Value {
  const number = loneNumber(message.words);
  const byValue = choices.find(({ value }) => number !== undefined && value === String(number));
  const place = ordinal(message) ?? (message.words.length <= 3 && number !== 0 ? number : undefined);
  const placed = place === undefined ? undefined : choices.at(place - 1);
  const said = plain(message.text);
  const inLabel = choices.filter(({ label }) => isTelling(said) && ` ${plain(label)} `.includes(` ${said} `));
  const chosen = byValue ?? placed ?? (inLabel.length === 1 ? inLabel[0] : undefined);
  return chosen === undefined ? undefined : valueOf(slot, chosen.value);
}

/** "25" tells the gift card of 25 from the others; two letters tell nothing. */
function isTelling(said: string): boolean {
  return said.length >= 3 || /^\d+$/.test(said);
}

function ordinal(message: Message): number | undefined {
  if (message.words.length > 5) return undefined;
  if (message.words.some((word) => word.word === 'last')) return 0;
  const found = message.words.find((word) => Object.hasOwn(ORDINAL_WORDS, word.word));
  return found === undefined ? undefined : ORDINAL_WORDS[found.word];
}

/** Naming the thing asked for answers the question; a full request of another kind replaces it. */
function isOwnWish(pending: PendingQuestion, message: Message, heard: Wish): boolean {
  if (heard.intent === pending.intent) return true;
  if (pending.slot === 'to' && heard.slots.to !== undefined && heard.intent.startsWith('email.'))
    return false;
  if (FREE_TEXT.has(pending.slot)) return isPlainRequest(message, heard);
  return heard.confidence > 0.8 && !heard.intent.startsWith('guide.');
}

/** Any words can be what an e-mail should say; only a short and complete request is taken for one. */
function isPlainRequest({ words }: Message, heard: Wish): boolean {
  const short = words.length <= 8 && words.slice(1).every(({ gap }) => gap === 'none');
  return (
    short && heard.confidence >= 0.95 && Object.keys(heard.slots).length > 0 && !isSmallTalk(heard.intent)
  );
}

const FREE_TEXT: ReadonlySet<string> = new Set(['message', 'post', 'topic']);

function readAnswer(slot: string, message: Message): Value {
  const words = message.words;
  if (FREE_TEXT.has(slot)) return clip(message.text, slot === 'post' ? 500 : 2000);
  if (slot === 'order_id') return orderIds(words)[0] ?? loneNumber(words);
  if (slot === 'cart_id') return cartId(words) ?? loneNumber(words);
  if (slot === 'quantity') return quantity(words) ?? loneNumber(words) ?? loneCount(words);
  const clause = clauseOf(message, words, {});
  const names = Slots.keyof().options.filter((name) => name === slot);
  const read = Object.values(readSlots(names, clause)).find((value) => typeof value !== 'object');
  return (
    read ??
    (NAMES.has(slot) && words.length > 0 && words.length <= 8
      ? clip(message.text.replace(/[.!?]+$/, ''), 120)
      : undefined)
  );
}

const NAMES: ReadonlySet<string> = new Set(['product', 'boss', 'team', 'query']);

function complaint(slot: string, message: Message): string {
  const broken = brokenAddress(message.words);
  if (slot === 'to' && broken !== undefined)
    return `"${broken}" does not look like a complete e-mail address.`;
  return NOT_UNDERSTOOD[slot] ?? 'I did not get that.';
}

const NOT_UNDERSTOOD: Readonly<Record<string, string>> = {
  order_id: 'I could not find an order number in that.',
  cart_id: 'I could not find a cart number in that.',
  to: 'I could not find an e-mail address in that.',
  quantity: 'I need a number from 1 to 99.',
};

function valueOf(slot: string, value: string): Value {
  return slot.endsWith('_id') && slot !== 'match_id' ? Number(value) : value;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
