import { correctionIn } from '../../core/correction.js';
import { readYesOrNo } from '../yes-or-no.js';
import { askedFor, namedInQuestions } from './asked-for.js';
import type { Kind } from './asking-words.js';
import { asksToRead, isAskingInstead, withoutReading } from './clauses.js';
import type { CallFacts } from './facts.js';
import { wordsOf } from './likeness.js';
import { bareText, readTokens } from './tokens.js';

/** What the person asks for in this turn, in their own words. */
export interface Request {
  /** The message of this turn and those whose questions it answers, oldest first. */
  texts: string[];
  /** What of them is about something to be done. */
  demands: string[];
  /** The label of what they chose from a list they were shown. */
  chosen: string | undefined;
  kinds: ReadonlySet<Kind>;
  /** The kinds that this turn's message itself asks for. */
  fresh: ReadonlySet<Kind>;
  /** What they were asked on the way. */
  questions: string[];
  /** What was said before the request, the newest first. */
  earlier: string[];
  /** What the person saw last before this turn. */
  shown: string;
}

/** How many questions back a request may begin. */
const MAX_MESSAGES = 6;

export function readRequest(facts: CallFacts): Request {
  const { message } = facts;
  const shown = facts.before.at(-1)?.shown ?? '';
  if (isNo(message)) return { ...NOTHING, texts: [message], shown };
  const answered = answeredKinds(facts, shown);
  const collected = collect(facts, answered);
  const fresh = new Set([...askedFor(message), ...answered]);
  const kinds = new Set([...fresh, ...collected.texts.flatMap((text) => [...askedFor(text)])]);
  const demands = collected.texts.map(withoutReading);
  // What is meant instead was not done before.
  const asked = correctionIn(message) === undefined ? fresh : kinds;
  return { ...collected, demands, chosen: chosenLabel(facts, shown), kinds, fresh: asked, shown };
}

const NOTHING = {
  demands: [],
  chosen: undefined,
  kinds: new Set<Kind>(),
  fresh: new Set<Kind>(),
  questions: [],
  earlier: [],
};

/** The message and, as long as it only answers, what it answers. */
function collect(
  facts: CallFacts,
  answered: ReadonlySet<Kind>,
): Pick<Request, 'texts' | 'questions' | 'earlier'> {
  const texts = [facts.message];
  const questions: string[] = [];
  let at = facts.before.length - 1;
  for (; at >= 0 && texts.length < MAX_MESSAGES; at -= 1) {
    const { said, shown } = facts.before[at] ?? { said: '', shown: '' };
    const [current = ''] = texts;
    const isLast = at === facts.before.length - 1;
    const isAnswer = isLast && answered.size > 0;
    if (!isAnswer && (asksToRead(current) || askedFor(current).size > 0)) break;
    if (isSmallTalk(said)) continue;
    if (!shown.includes('?') && !(isLast && facts.open !== null)) break;
    texts.unshift(said);
    questions.unshift(shown);
  }
  const earlier = facts.before.slice(0, at + 1).map(({ said }) => said);
  return { texts, questions, earlier: earlier.toReversed() };
}

/** A question of ours that names an effect, and its answer, are a request for it. */
function answeredKinds({ open, message }: CallFacts, shown: string): ReadonlySet<Kind> {
  if (open === null) return new Set();
  const isOther = FOR_A_TEXT.test(shown)
    ? isAskingInstead(message)
    : asksToRead(message) || isSmallTalk(message);
  const named = namedInQuestions(shown);
  const asked = [...askedFor(message)];
  const isElse = !FOR_A_TEXT.test(shown) && asked.length > 0 && !asked.some((kind) => named.has(kind));
  return isOther || isElse ? new Set() : named;
}

/** "What should the e-mail say?" can be answered with anything, "hello there" included. */
const FOR_A_TEXT = /\bwhat [^.!?\n]{0,80}\b(?:say|write|text|message|post)\b[^.!?\n]{0,40}\?/i;

function isNo(message: string): boolean {
  return (
    readYesOrNo(message) === 'decline' ||
    (/^(?:no|nope|never|stop|forget|nothing|leave)\b/i.test(message.trim()) &&
      askedFor(message).size === 0 &&
      correctionIn(message) === undefined)
  );
}

const SMALL_TALK: ReadonlySet<string> = new Set(
  'thanks thank you thx ty so much very hi hello hey there good morning evening cool great nice awesome perfect lol wow bye goodbye again'.split(
    ' ',
  ),
);

function isSmallTalk(text: string): boolean {
  const tokens = readTokens(text);
  return tokens.length > 0 && tokens.length <= 6 && tokens.every((token) => SMALL_TALK.has(token.text));
}

const PLACES: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  last: 0,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
  '5th': 5,
  '6th': 6,
  '7th': 7,
  '8th': 8,
};

/** The choice that a short answer names by its place or by a part of its label; only what was shown can be chosen. */
function chosenLabel({ message, open }: CallFacts, shown: string): string | undefined {
  const choices = open?.choices ?? [];
  const tokens = readTokens(message);
  if (choices.length === 0 || tokens.length === 0 || tokens.length > 12) return undefined;
  const seen = bareText(shown);
  const offered = choices.filter(({ label }) => seen.includes(bareText(label)));
  const place = tokens.map(({ text }) => placeOf(text)).find((found) => found !== undefined);
  const words = wordsOf(message);
  const byLabel = offered.filter(({ label }) => words.length > 0 && holdsAll(wordsOf(label), words));
  const byPlace = place === undefined || tokens.length > 5 ? undefined : choices.at(place - 1);
  const picked = (byLabel.length === 1 ? byLabel[0] : undefined) ?? byPlace;
  // Its value was not shown, so nobody chose that.
  return picked !== undefined && offered.includes(picked) ? picked.label : undefined;
}

function placeOf(text: string): number | undefined {
  if (Object.hasOwn(PLACES, text)) return PLACES[text];
  return /^[1-9]$/.test(text) ? Number(text) : undefined;
}

function holdsAll(label: readonly string[], words: readonly string[]): boolean {
  return words.every((word) => label.includes(word));
}
