import { z } from 'zod';
import { FAMILIES } from '../data/words.js';
import { TILES } from '../data/tiles.js';
import { clip } from '../text/clip.js';
import type { Word } from '../text/words.js';
import type { Clause } from '../understand/message.js';
import { refersBack } from './names.js';

const Address = z.email().max(254);

/** The first complete e-mail address. */
export function address(clause: Clause): string | undefined {
  return addressesIn(clause.words)[0];
}

/** Every complete e-mail address, each once. */
export function addressesIn(words: readonly Word[]): string[] {
  const found = words.filter(({ tag }) => tag === 'email').map(({ raw }) => raw.replace(/[.-]+$/, ''));
  return [...new Set(found)].filter((raw) => Address.safeParse(raw).success);
}

/** Something with an @ that is no address: worth saying so when asking again. */
export function brokenAddress(words: readonly Word[]): string | undefined {
  return words.find(
    (word) => word.tag === 'email' && !Address.safeParse(word.raw.replace(/[.-]+$/, '')).success,
  )?.raw;
}

const INVITE: ReadonlySet<string> = new Set(FAMILIES.invite);
const RECEIPT: ReadonlySet<string> = new Set(FAMILIES.receipt);

export function purpose(clause: Clause): 'invite' | 'receipt' | 'message' {
  if (clause.words.some((word) => INVITE.has(word.word))) return 'invite';
  return clause.words.some((word) => RECEIPT.has(word.word)) ? 'receipt' : 'message';
}

/** "about the raid", "regarding ...", and for an invitation "for/to the raid": without the address. */
export function topic(clause: Clause): string | undefined {
  const invites = clause.words.some((word) => INVITE.has(word.word));
  const marker = invites ? /^(?:about|regarding|for|to|to join)$/ : /^(?:about|regarding|re)$/;
  for (const [index, word] of clause.words.entries()) {
    if (!marker.test(word.word)) continue;
    const rest = clause.words.slice(index + 1);
    const end = rest.findIndex(
      (next) => next.tag === 'email' || next.gap === 'stop' || /^to$/.test(next.word),
    );
    const run = end === -1 ? rest : rest.slice(0, end);
    const [first, last] = [run[0], run.at(-1)];
    if (first !== undefined && last !== undefined && isSubject(run))
      return clip(clause.source.slice(first.start, last.end), 200);
  }
  return undefined;
}

/** What the e-mail should say: spelt out, quoted, or simply behind the address. */
export function messageText(clause: Clause): string | undefined {
  const spelt = clause.body ?? clause.quotes[0];
  if (spelt !== undefined) return clip(spelt, 2000);
  const at = clause.words.findLastIndex((word) => word.tag === 'email');
  const next = clause.words[at + 1];
  if (at !== -1 && next !== undefined && clause.words.length - at > 2 && !GLUE.has(next.word)) {
    return clip(textFrom(clause, next.start), 2000);
  }
  return refersBack(clause.words) && clause.focus.product !== undefined
    ? `Have a look at this: ${clause.focus.product}.`
    : undefined;
}

const GLUE: ReadonlySet<string> = new Set(
  'and with about for please thanks thank regarding an a the to by now asap today'.split(' '),
);
const POST_VERBS: ReadonlySet<string> = new Set([...FAMILIES.post, 'share']);
const BEFORE_POST =
  /^(?:(?:a|an|the|my|new|this|that|it|message|update|status|post|tweet|on|to|in|social|feed|timeline|wall|everyone|followers|about|saying|says)\b[\s:,-]*)+/i;
const AFTER_POST = /\s(?:on|to|in)\s(?:the\s|my\s)?(?:social|feed|timeline|wall|followers)[.!]*$/i;

/** What the post should say: spelt out, quoted, or what follows the verb. */
export function postText(clause: Clause): string | undefined {
  const spelt = clause.body ?? clause.quotes[0];
  if (spelt !== undefined) return clip(spelt, 500);
  const verb = clause.words.find((word) => POST_VERBS.has(word.word));
  if (verb === undefined) return undefined;
  const rest = textFrom(clause, verb.end);
  const text = rest
    .replace(/^[\s:,-]+/, '')
    .replace(BEFORE_POST, '')
    .replace(AFTER_POST, '')
    .trim();
  return /[\p{L}\p{N}]/u.test(text) ? clip(text, 500) : undefined;
}

/** From an offset to the end of the clause, its closing punctuation included. */
function textFrom(clause: Clause, start: number): string {
  const end = clause.words.at(-1)?.end ?? start;
  return clause.source.slice(start, end) + (/^[.!?)]+/.exec(clause.source.slice(end, end + 5))?.[0] ?? '');
}

/** How a second question begins says nothing of what it asks: "and also what is ...". */
const LEAD_IN = /^(?:(?:and|also|but|then|plus|oh|so)[\s,]+)+(?=\S)/i;

export function question(clause: Clause): string | undefined {
  const text = clip(clause.text.replace(LEAD_IN, ''), 500);
  return text === '' ? undefined : text;
}

export function tile(clause: Clause): string | undefined {
  return TILES.find(({ names }) => clause.words.some((word) => names.includes(word.word)))?.to;
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  pending: 'pending',
  open: 'pending',
  unpaid: 'pending',
  paid: 'paid',
  shipped: 'shipped',
  delivered: 'delivered',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  refunded: 'refunded',
};

export function orderStatus(clause: Clause): string | undefined {
  const found = clause.words.find((word) => Object.hasOwn(STATUS_WORDS, word.word));
  return found === undefined ? undefined : STATUS_WORDS[found.word];
}

/** An order that is not yet paid is pending, one that is not yet shipped is paid. */
const BEFORE: Readonly<Record<string, string>> = { paid: 'pending', shipped: 'paid', delivered: 'shipped' };
const DESCRIBED =
  /\b(?:the|that|my) (?:one|order|package|parcel)s? (?:that|which) (?:is|was|has|have)(?: (not))?(?: been| yet| still)* (\w+)/;

/** "the one that is not paid yet", "my unpaid order": the state an order is told from the others by. */
export function describedStatus({ words }: Clause): string | undefined {
  const text = words.map(({ word }) => word).join(' ');
  const [, not, state = ''] = DESCRIBED.exec(text) ?? [];
  const status = STATUS_WORDS[state];
  if (status !== undefined) return not === undefined ? status : BEFORE[status];
  const [, said = ''] = /\b(?:the|my) (unpaid|pending|cancelled|refunded) (?:one|order)\b/.exec(text) ?? [];
  return STATUS_WORDS[said];
}

function isSubject(run: readonly Word[]): boolean {
  return run.some(
    (word) =>
      word.tag === 'word' &&
      !refersBack([word]) &&
      !/^(?:me|him|her|us|my|the|friend|a|an|join)$/.test(word.word),
  );
}
