import type { Dialog } from '../../planner.js';
import { findBody, findQuotes, visibleWords, type HiddenText } from '../text/hidden-text.js';
import { readWords, type Word } from '../text/words.js';
import { blankFalseFriends } from './judge.js';

/** A message as the rules see it: its words without quoted text, and the quoted text apart. */
export interface Message {
  text: string;
  words: Word[];
  quotes: HiddenText[];
  body: HiddenText | undefined;
}

/** A part of a message that holds one wish, and what the entities are read from. */
export interface Clause {
  /** The whole message; the offsets of `words` are into it. */
  source: string;
  /** This part of it. */
  text: string;
  words: Word[];
  quotes: string[];
  body: string | undefined;
  focus: Dialog['focus'];
}

export function readMessage(text: string): Message {
  const quotes = findQuotes(text);
  const body = findBody(text);
  const hidden = body === undefined ? quotes : [...quotes, body];
  return { text, quotes, body, words: blankFalseFriends(visibleWords(readWords(text), hidden)) };
}

/** The clause that reaches over `words`; the last one also owns the body, which always ends a message. */
export function clauseOf(message: Message, words: Word[], focus: Dialog['focus']): Clause {
  const whole = words.length === message.words.length;
  const isLast = whole || words.at(-1) === message.words.at(-1);
  const start = whole ? 0 : (words[0]?.start ?? 0);
  const end = isLast ? message.text.length : (words.at(-1)?.end ?? 0);
  const next = isLast ? undefined : message.words.find((word) => word.start >= end);
  return {
    source: message.text,
    text: message.text.slice(start, end).trim(),
    words,
    quotes: message.quotes
      .filter((quote) => quote.start >= start && quote.end <= (next?.start ?? message.text.length))
      .map((quote) => quote.text),
    body: isLast ? message.body?.text : undefined,
    focus,
  };
}

const JOINTS: ReadonlySet<string> = new Set(['and', 'then', 'also', 'plus', 'but']);

/** Cuts at punctuation and at "and", "then", "also": the smallest pieces that could be wishes of their own. */
export function splitSegments(words: readonly Word[]): Word[][] {
  const segments: Word[][] = [];
  for (const [index, word] of words.entries()) {
    const joint = JOINTS.has(word.word) && !JOINTS.has(words[index - 1]?.word ?? '');
    const current = segments.at(-1);
    if (current === undefined || joint || word.gap !== 'none') segments.push([word]);
    else current.push(word);
  }
  return segments;
}
