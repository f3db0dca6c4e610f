import { MEMORY_LENGTH, type ExtractedMemories, type NewMemory } from '../../contracts/memory.js';
import { answersOf, type Said } from './extract-memories.js';
import { MARKER, ownTextOf } from './sentences.js';

/** More than a person tells about themselves in one message. */
const MOST = 8;

/** What one has one of; anything else holds beside what is known. */
const SLOTS: ReadonlySet<string> = new Set(
  'name home hometown birthday age job role main gamertag guild team language platform server timezone'.split(
    ' ',
  ),
);

/** What concerns the writer: themselves, or what they were just asked. */
const OF_ONESELF =
  /(?<![\p{L}])(?:i|i['’]m|i['’]ve|i['’]d|i['’]ll|me|my|mine|myself|we|our|ours|us)(?![\p{L}])/iu;

/** Whether it can pay to have a model look for something in a message. */
export function maySayOfOneself({ message, before }: Said): boolean {
  const own = ownTextOf(message);
  return OF_ONESELF.test(own) || (isQuestion(before ?? '') && wordsIn(own) > 1);
}

/**
 * What is left of a model's reading: only what stands in the message word for word, as a statement of its writer's own. Nothing
 * it made up, nothing from what they quote, nothing from which something was taken out, no question; and nothing that the rules
 * have read already (`known`).
 */
export function checkExtracted(
  { memories }: ExtractedMemories,
  said: Said,
  known: readonly Pick<NewMemory, 'text'>[],
): NewMemory[] {
  const own = onOneLine(ownTextOf(said.message));
  const found = memories.flatMap(({ kind, about, quote }): NewMemory[] => {
    const text = onOneLine(quote).replace(/[\s.,;:!]+$/, '');
    if (!isStatedIn(own, text, said.before) || known.some((one) => overlap(one.text, text))) return [];
    const slot = SLOTS.has(about.toLowerCase()) ? about.toLowerCase() : null;
    const importance = slot === null ? 0.6 : 0.8;
    return [{ kind, slot, text, answers: answersOf(said.before), quote: text, importance }];
  });
  return found
    .filter(({ text, slot }, place) =>
      found.slice(0, place).every((one) => !overlap(one.text, text) && (slot === null || one.slot !== slot)),
    )
    .slice(0, MOST);
}

function isStatedIn(own: string, text: string, before: string | undefined): boolean {
  const start = text === '' ? -1 : own.indexOf(text);
  if (
    start < 0 ||
    text.length > MEMORY_LENGTH ||
    wordsIn(text) < 2 ||
    /["“”«»]/.test(text) ||
    MARKER.test(text)
  )
    return false;
  const isWhole = !/[\p{L}\p{N}]/u.test(`${own.at(start - 1) ?? ' '}`) || start === 0;
  const next = own[start + text.length] ?? ' ';
  if (!isWhole || /[\p{L}\p{N}]/u.test(next)) return false;
  const sentence = sentenceAround(own, start, text.length);
  return !isQuestion(sentence) && (OF_ONESELF.test(sentence) || isQuestion(before ?? ''));
}

function sentenceAround(own: string, start: number, length: number): string {
  const begin = Math.max(0, ...['. ', '! ', '? '].map((end) => own.lastIndexOf(end, start - 1) + 1));
  const rest = own.slice(start + length);
  const end = /[.!?](?:\s|$)/.exec(rest)?.index ?? rest.length;
  return own.slice(begin, start + length + end + 1).trim();
}

function overlap(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one.includes(other) || other.includes(one);
}

const isQuestion = (text: string): boolean => /\?["')\]]*\s*$/.test(text);
const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
const wordsIn = (text: string): number => (text.match(/[\p{L}\p{N}]+/gu) ?? []).length;
