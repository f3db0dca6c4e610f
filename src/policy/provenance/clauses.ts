import { isSlip } from './likeness.js';
import { withoutQuotes } from './quotes.js';
import { plainText, readTokens, type Token } from './tokens.js';

/** A part of a message that says one thing. */
export interface Clause {
  /** In lower case, single spaces, slips corrected, `@` for an address. */
  words: string;
  /** As it was written. */
  raw: string;
  /** It asks how or whether something is done: "where is it", "did I buy that". */
  isQuestion: boolean;
}

/** The clauses of what a person asks themselves; what they quote or dictate is left out. */
export function readClauses(text: string): Clause[] {
  const own = withoutQuotes(text);
  const plain = plainText(own);
  return splitSentences(readTokens(own)).flatMap((sentence) => {
    const isQuestion = startsAsQuestion(sentence);
    return splitClauses(sentence).map((tokens) => ({
      words: tokens.map(wordOf).join(' '),
      raw: rawOf(plain, tokens),
      isQuestion: isQuestion || startsAsQuestion(tokens),
    }));
  });
}

/** True where a text asks to be told or shown something. */
export function asksToRead(text: string): boolean {
  return readClauses(text).some(({ isQuestion, words }) => isQuestion || isReading(words));
}

/** True where a text that may be anything, because it was asked for as a text, asks for something else instead. */
export function isAskingInstead(text: string): boolean {
  return text.includes('?') || isReading(readClauses(text)[0]?.words ?? '');
}

/** What of a text is about something to be done, not about something to be told. */
export function withoutReading(text: string): string {
  return readClauses(text)
    .filter(({ isQuestion, words }) => !isQuestion && !isReading(words))
    .map(({ raw }) => raw)
    .join('\n');
}

/** True for words that begin with a verb of reading: "show me", "check my inbox". */
export function isReading(words: string): boolean {
  return READ.test(words);
}

const READ =
  /^(?:(?:please|pls|can|could|you|i|want|to|me|us|let|just|now|also|hi|hey|ok) )*(?:find|search|show|list|look|read|check(?! out)|open|view|browse|display|track|explain|summari[sz]e|tell (?:me|us)|any|see (?:my|the|all|what))(?!\S)/;

const POLITE: ReadonlySet<string> = new Set(
  'please pls plz kindly hi hello hey ok okay well so yes yeah yep and but also then now just dear veze copilot helm bot sorry thanks thank'.split(
    ' ',
  ),
);
const QUESTION =
  /^(?:how|why|when|what|where|who|whom|which|whose)(?:'?(?:s|d|re|ll))?$|^(?:was|were|did|does|is|are|has|had|should|am|wasn't|didn't|doesn't|isn't|aren't|hasn't|cómo|como|qué|wie|warum|wann|comment|pourquoi|quand|come|perché|quando)$/;
const PERSON: ReadonlySet<string> = new Set(['i', 'you', 'we', 'they', 'it', 'he', 'she']);

function startsAsQuestion(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex(({ text }) => !POLITE.has(text));
  const [first, second] = [tokens[at]?.text ?? '', tokens[at + 1]?.text ?? ''];
  if (first === 'do' || first === 'have') return PERSON.has(second) && second !== 'it';
  return QUESTION.test(first);
}

const JOINTS: ReadonlySet<string> = new Set(['and', 'but', 'so', 'then', 'also', 'plus', 'y', 'und', 'et']);
/** After a comma or an "and", these begin a thought of their own: "where is it, I want a refund". */
const STARTERS: ReadonlySet<string> = new Set(
  "i we please pls can could would you just kindly i'd i'll i'm we'd give let if not".split(' '),
);

function splitSentences(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [];
  for (const [index, token] of tokens.entries()) {
    const joined = /[,(:–—-]/.test(token.before) || JOINTS.has(tokens[index - 1]?.text ?? '');
    const starts = /[.!?;\n…]/.test(token.before) || (joined && STARTERS.has(token.text));
    const current = sentences.at(-1);
    if (current === undefined || starts) sentences.push([token]);
    else current.push(token);
  }
  return sentences;
}

function splitClauses(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [];
  for (const token of tokens) {
    const current = clauses.at(-1);
    if (JOINTS.has(token.text)) clauses.push([]);
    else if (current === undefined || /[,(:–—]/.test(token.before)) clauses.push([token]);
    else current.push(token);
  }
  return clauses.filter((clause) => clause.length > 0);
}

function wordOf(token: Token): string {
  return token.kind === 'address' ? '@' : corrected(token.text);
}

/** With the mark in front of it: "#123", "$20". */
function rawOf(plain: string, tokens: readonly Token[]): string {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first === undefined || last === undefined) return '';
  const start = first.end - first.text.length;
  return plain.slice(/[#$€£]/.test(plain[start - 1] ?? '') ? start - 1 : start, last.end);
}

/** Misspelt, these are still read. */
const TARGETS = [
  'refund',
  'reimburse',
  'purchase',
  'checkout',
  'invite',
  'invitation',
  'receipt',
  'strategy',
  'tactics',
];
const RIGHT: ReadonlySet<string> = new Set(
  'refunds refunded purchased purchases invited invites receipts reimbursed strategies'.split(' '),
);

/** Short ones, with a letter doubled. */
const SHORT_TARGETS: ReadonlySet<string> = new Set(['buy', 'send', 'post', 'order', 'email']);

function corrected(word: string): string {
  const undoubled = word.replaceAll(/(.)\1+/g, '$1');
  if (SHORT_TARGETS.has(undoubled)) return undoubled;
  if (word.length < 5 || RIGHT.has(word)) return word;
  return TARGETS.find((target) => isSlip(word, target)) ?? word;
}
