import { ASKING, KINDS, type Kind } from './asking-words.js';
import { isReading, readClauses, type Clause } from './clauses.js';

/** The kinds of effect that a text asks for; speaking of one ("how do I refund?", "don't buy it") is no request. */
export function askedFor(text: string): ReadonlySet<Kind> {
  const clauses = readClauses(text);
  return new Set(KINDS.filter((kind) => clauses.some((clause) => asks(clause, kind))));
}

/** How many times a text asks for a kind of effect: "post this and tweet that" is two. */
export function countAsked(text: string, kind: Kind): number {
  return readClauses(text).filter((clause) => asks(clause, kind)).length;
}

/** The kinds of effect that the questions of a reply name. */
export function namedInQuestions(reply: string): ReadonlySet<Kind> {
  const questions = reply.match(/[^.!?\n]{1,400}\?/g) ?? [];
  return new Set(KINDS.filter((kind) => questions.some((question) => ASKING[kind].named.test(question))));
}

function asks({ words, isQuestion }: Clause, kind: Kind): boolean {
  const { phrases, unless, negated, inQuestions } = ASKING[kind];
  if (isQuestion && !inQuestions) return false;
  if (unless.some((exception) => exception.test(words))) return false;
  return phrases.some((phrase) => {
    const found = phrase.exec(words);
    if (found === null) return false;
    const before = words.slice(0, found.index);
    if (negated.test(before)) return false;
    return inQuestions || !(SPOKEN_OF.test(before) || (kind !== 'ticket' && isReading(before)));
  });
}

const SPOKEN_OF =
  /(?<!\S)(?:about|regarding|concerning|how to|how do|how can|how does|whether|wants to|people who|those who)(?!\S)/;
