import type { Mode } from '../../../contracts/mode.js';
import type { Dialog } from '../../planner.js';
import { DEFAULT_INTENT, INTENTS, type Intent } from '../data/intents.js';
import { readSlots } from '../entities/read-slots.js';
import { clip } from '../text/clip.js';
import type { Word } from '../text/words.js';
import { focusOf, type Wish } from '../wish.js';
import { judge, type Judgement } from './judge.js';
import { MAX_WISHES, merge, spread } from './merge-wishes.js';
import { clauseOf, splitSegments, type Message } from './message.js';

/** From here on a part of a message is a wish of its own. */
const STANDS_ALONE = 0.7;
/** Less says what it is about, not what is wanted. */
const ASKS = 0.85;

interface Group {
  words: Word[];
  judgement: Judgement;
}

/** What the person wants, first things first; never empty. */
export function findWishes(message: Message, mode: Mode, focus: Dialog['focus']): Wish[] {
  const groups = groupSegments(message.words, mode);
  const [only] = groups;
  if (groups.length <= 1 || only === undefined)
    return spread(wholeMessage(message, mode, focus, only), message.words);
  const serious = groups.filter(({ judgement }) => !isSmallTalk(judgement.intent.name));
  const feeling = mode === 'player' ? feelingIn(groups) : undefined;
  if (serious.length === 0 || feeling !== undefined)
    return [bySmallTalk(feeling === undefined ? groups : [feeling], message, focus)];
  let talkedAbout = focus;
  const wishes = serious.map((group) => {
    const words = serious.length === 1 ? message.words : group.words;
    const wish = wishOf(group.judgement, clauseOf(message, words, talkedAbout));
    talkedAbout = { ...talkedAbout, ...focusOf(wish.slots) };
    return { wish, words: group.words };
  });
  const merged = merge(wishes.flatMap(({ wish, words }) => spread(wish, words))).slice(0, MAX_WISHES);
  const [first] = merged;
  return merged.length === 1 && first?.slots.question !== undefined ? [askedInFull(first, message)] : merged;
}

/** Several questions about one thing are one question to the knowledge base. */
function askedInFull(wish: Wish, message: Message): Wish {
  return { ...wish, slots: { ...wish.slots, question: clip(message.text, 500) } };
}

/** In a game, who says how they feel and only names a boss asks for no orders. */
function feelingIn(groups: readonly Group[]): Group | undefined {
  const feeling = groups.find(({ judgement }) => judgement.intent.name === 'chat.frustration');
  const isAsking = groups.some(
    ({ judgement: { intent, weight } }) => !isSmallTalk(intent.name) && weight >= ASKS,
  );
  return isAsking ? undefined : feeling;
}

/** A wish of a given intent, read from the whole message: for a route somebody else chose. */
export function wishFor(intent: Intent, message: Message, focus: Dialog['focus']): Wish {
  const clause = clauseOf(message, message.words, focus);
  return {
    intent: intent.name,
    slots: readSlots(intent.slots, clause),
    confidence: 0.6,
    reason: 'as routed',
  };
}

export function intentOf(name: string): Intent | undefined {
  return INTENTS.find((intent) => intent.name === name);
}

export function isSmallTalk(intent: string): boolean {
  return intent.startsWith('chat.');
}

/** Segments that mean nothing by themselves belong to the wish before them, the first ones to the wish behind. */
function groupSegments(words: readonly Word[], mode: Mode): Group[] {
  const groups: Group[] = [];
  let leading: Word[] = [];
  for (const segment of splitSegments(words)) {
    const judgement = judge(segment, mode);
    const current = groups.at(-1);
    const strong = judgement !== undefined && judgement.weight >= STANDS_ALONE;
    if (strong && !isAnotherAddress(segment, current) && !joins(judgement, current)) {
      groups.push({ words: [...leading, ...segment], judgement });
      leading = [];
    } else if (current === undefined) leading.push(...segment);
    else {
      current.words.push(...segment);
      if (judgement !== undefined && current.judgement.mention && aboutOrder(judgement))
        current.judgement = judgement;
    }
  }
  groups.at(-1)?.words.push(...(groups.length === 0 ? [] : leading));
  return groups;
}

/** "... to ada@veze.io and bob@veze.io": who else it goes to is no wish of its own. */
function isAnotherAddress(segment: readonly Word[], current: Group | undefined): boolean {
  const rest = segment.filter(({ word }) => !JOINTS_OF_NAMES.has(word));
  const [address] = rest;
  const follows = current?.judgement.intent.name.startsWith('email.') === true;
  return follows && address?.tag === 'email';
}

const JOINTS_OF_NAMES: ReadonlySet<string> = new Set(['and', 'also', 'to', 'plus']);

/** "refund order 123 and order 124", "order 123: I want my money back": a thing named is part of what is done with it. */
function joins(judgement: Judgement, current: Group | undefined): boolean {
  if (current === undefined) return false;
  const related = aboutOrder(current.judgement) && aboutOrder(judgement);
  return related && (judgement.mention || current.judgement.mention);
}

function aboutOrder(judgement: Judgement): boolean {
  return judgement.intent.name.startsWith('order.') || judgement.intent.name === 'email.receipt';
}

function wholeMessage(message: Message, mode: Mode, focus: Dialog['focus'], group: Group | undefined): Wish {
  const clause = clauseOf(message, message.words, focus);
  const whole = judge(message.words, mode);
  const best =
    group !== undefined && group.judgement.weight >= (whole?.weight ?? 0) ? group.judgement : whole;
  if (best !== undefined) return wishOf(best, clause);
  const fallback = DEFAULT_INTENT[mode];
  const slots = readSlots(intentOf(fallback.intent)?.slots ?? [], clause);
  return {
    intent: fallback.intent,
    slots,
    confidence: fallback.confidence,
    reason: 'nothing more specific matched',
    evidence: 'none',
  };
}

function wishOf(judgement: Judgement, clause: ReturnType<typeof clauseOf>): Wish {
  const slots = readSlots(judgement.intent.slots, clause);
  const bonus = Object.keys(slots).length > 0 ? 0.05 : 0;
  return {
    intent: judgement.intent.name,
    slots,
    confidence: Math.min(0.99, Math.round((judgement.weight + bonus) * 100) / 100),
    reason: `matched "${judgement.phrase}"`,
    evidence: judgement.vague ? 'turn of phrase' : 'phrase',
  };
}

/** Thanks, greetings and the like together: what says most about the person is answered. */
function bySmallTalk(groups: Group[], message: Message, focus: Dialog['focus']): Wish {
  const rank = (group: Group) => INTENTS.indexOf(group.judgement.intent);
  const [first] = [...groups].sort((a, b) => rank(a) - rank(b));
  if (first === undefined) throw new Error('small talk without a group');
  return wishOf(first.judgement, clauseOf(message, first.words, focus));
}
