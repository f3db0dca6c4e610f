import { ASKING, KINDS, type Kind } from './asking-words.js';
import { isSlip } from './likeness.js';
import { readTokens, type Token } from './tokens.js';
import { withoutQuotes } from './quotes.js';

/** A part of a message with one tone: asking how something is done, or asking for it. */
interface Sentence {
  isQuestion: boolean;
  clauses: string[];
}

/** The kinds of effect that a text asks for; speaking of one ("how do I refund?", "don't buy it") is no request. */
export function askedFor(text: string): ReadonlySet<Kind> {
  const sentences = readSentences(text);
  return new Set(KINDS.filter((kind) => sentences.some((sentence) => asks(sentence, kind))));
}

/** How many times a text asks for a kind of effect: "post this and tweet that" is two. */
export function countAsked(text: string, kind: Kind): number {
  return readSentences(text)
    .flatMap(({ isQuestion, clauses }) => clauses.map((clause) => ({ isQuestion, clauses: [clause] })))
    .filter((sentence) => asks(sentence, kind)).length;
}

/** True where a text asks to be told or shown something. */
export function asksToRead(text: string): boolean {
  return readSentences(text).some(
    ({ isQuestion, clauses }) => isQuestion || clauses.some((clause) => READ.test(clause)),
  );
}

/** True where a text that may be anything, because it was asked for as a text, is a request to be told or shown something. */
export function isAskingInstead(text: string): boolean {
  const [first] = readSentences(text);
  return text.includes('?') || (first !== undefined && READ.test(first.clauses[0] ?? ''));
}

/** The kinds of effect that the questions of a reply name. */
export function namedInQuestions(reply: string): ReadonlySet<Kind> {
  const questions = reply.match(/[^.!?\n]{1,400}\?/g) ?? [];
  return new Set(KINDS.filter((kind) => questions.some((question) => ASKING[kind].named.test(question))));
}

function asks({ isQuestion, clauses }: Sentence, kind: Kind): boolean {
  const { phrases, unless, negated, inQuestions } = ASKING[kind];
  if (isQuestion && !inQuestions) return false;
  return clauses.some((clause) => {
    if (unless.some((exception) => exception.test(clause))) return false;
    return phrases.some((phrase) => {
      const found = phrase.exec(clause);
      if (found === null) return false;
      const before = clause.slice(0, found.index);
      if (negated.test(before)) return false;
      return inQuestions || !(SPOKEN_OF.test(before) || (kind !== 'ticket' && READ.test(before)));
    });
  });
}

const SPOKEN_OF = /(?<!\S)(?:about|regarding|concerning|how to|how do|how can|how does|whether)(?!\S)/;
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

function readSentences(text: string): Sentence[] {
  const tokens = readTokens(withoutQuotes(text));
  const sentences: Token[][] = [];
  for (const [index, token] of tokens.entries()) {
    const joined = /[,(:–—-]/.test(token.before) || JOINTS.has(tokens[index - 1]?.text ?? '');
    const starts = /[.!?;\n…]/.test(token.before) || (joined && STARTERS.has(token.text));
    const current = sentences.at(-1);
    if (current === undefined || starts) sentences.push([token]);
    else current.push(token);
  }
  return sentences.map((own) => ({ isQuestion: startsAsQuestion(own), clauses: readClauses(own) }));
}

function readClauses(tokens: readonly Token[]): string[] {
  const clauses: string[][] = [];
  for (const [index, token] of tokens.entries()) {
    const current = clauses.at(-1);
    const cut = index === 0 || /[,(:–—]/.test(token.before) || JOINTS.has(token.text);
    const word = token.kind === 'address' ? '@' : corrected(token.text);
    if (current === undefined || cut) clauses.push(JOINTS.has(token.text) ? [] : [word]);
    else current.push(word);
  }
  return clauses.map((clause) => clause.join(' ')).filter((clause) => clause !== '');
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

function corrected(word: string): string {
  if (word.length < 5 || RIGHT.has(word)) return word;
  return TARGETS.find((target) => isSlip(word, target)) ?? word;
}
