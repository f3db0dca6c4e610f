import { FAMILIES, NUMBER_WORDS, POLITE_WORDS, STOP_WORDS, type Family } from '../data/words.js';
import type { Word } from './words.js';

type Test = (word: Word) => boolean;

interface Element {
  words: ReadonlySet<string>;
  tests: readonly Test[];
  optional: boolean;
  /** How many words may stand between the element before and this one. */
  gap: number;
}

export interface Phrase {
  source: string;
  atStart: boolean;
  atEnd: boolean;
  elements: Element[];
}

const MAX_GAP = 4;

/**
 * Compiles a phrase. Words are separated by spaces; `a|b` is either; `@refund` any form of a family; `x?` optional;
 * `...` up to four words in between; `^` the start (politeness aside); `$` the end; `%number`, `%reference` (#123),
 * `%email`, `%money`, `%hashtag`, `%few` (a number below 100 or "two"), `%other` (a word that means nothing to the rules).
 */
export function compilePhrase(source: string): Phrase {
  const phrase: Phrase = { source, atStart: false, atEnd: false, elements: [] };
  let gap = 0;
  for (const part of source.split(' ')) {
    if (part === '^') phrase.atStart = true;
    else if (part === '$') phrase.atEnd = true;
    else if (part === '...') gap = MAX_GAP;
    else {
      const optional = part.endsWith('?');
      phrase.elements.push({ ...compileWord(optional ? part.slice(0, -1) : part), optional, gap });
      gap = 0;
    }
  }
  return phrase;
}

/** Where in `words` the phrase stands: [from, to), or undefined. */
export function findPhrase(phrase: Phrase, words: readonly Word[]): [number, number] | undefined {
  const last = phrase.atStart ? politeLength(words) : words.length - 1;
  for (let from = 0; from <= last; from += 1) {
    const to = matchFrom(phrase, words, 0, from);
    if (to !== undefined) return [from, to];
  }
  return undefined;
}

/** The words one of which a phrase begins with; undefined where it can also begin with a class of words. */
export function firstWords({ elements: [first] }: Phrase): ReadonlySet<string> | undefined {
  return first === undefined || first.optional || first.tests.length > 0 ? undefined : first.words;
}

function matchFrom(phrase: Phrase, words: readonly Word[], index: number, at: number): number | undefined {
  const element = phrase.elements[index];
  if (element === undefined) return phrase.atEnd && hasMeaning(words, at) ? undefined : at;
  for (let skip = 0; skip <= element.gap; skip += 1) {
    const word = words[at + skip];
    if (word === undefined) break;
    if (!fits(element, word)) continue;
    const to = matchFrom(phrase, words, index + 1, at + skip + 1);
    if (to !== undefined) return to;
  }
  return element.optional ? matchFrom(phrase, words, index + 1, at) : undefined;
}

function fits({ words, tests }: Element, word: Word): boolean {
  return (word.tag === 'word' && words.has(word.word)) || tests.some((test) => test(word));
}

/** The end of a message may still be polite: "hello there, please". */
function hasMeaning(words: readonly Word[], from: number): boolean {
  return (
    words.length - from > MAX_GAP ||
    words.slice(from).some((word) => !POLITE_WORDS.has(word.word) && word.word !== 'thanks')
  );
}

function politeLength(words: readonly Word[]): number {
  const first = words.findIndex((word) => !POLITE_WORDS.has(word.word));
  return first === -1 ? words.length - 1 : first;
}

const KNOWN: ReadonlySet<string> = new Set([...Object.values(FAMILIES).flat(), ...STOP_WORDS]);

const TAGS: Readonly<Record<string, Test>> = {
  number: (word) => word.tag === 'number' || word.tag === 'reference',
  reference: (word) => word.tag === 'reference',
  email: (word) => word.tag === 'email',
  money: (word) => word.tag === 'money',
  hashtag: (word) => word.tag === 'hashtag',
  few: (word) => isFew(word),
  other: (word) =>
    word.tag === 'word' &&
    word.word !== '' &&
    !KNOWN.has(word.word) &&
    !Object.hasOwn(NUMBER_WORDS, word.word),
};

function isFew(word: Word): boolean {
  return (
    Object.hasOwn(NUMBER_WORDS, word.word) ||
    (word.tag === 'number' && Number(word.word) < 100) ||
    /^\d{1,2}x$|^x\d{1,2}$/.test(word.word)
  );
}

function compileWord(source: string): Pick<Element, 'words' | 'tests'> {
  const words = new Set<string>();
  const tests: Test[] = [];
  for (const part of source.split('|')) {
    if (part.startsWith('@')) for (const form of family(part.slice(1))) words.add(form);
    else if (part.startsWith('%')) tests.push(tag(part.slice(1)));
    else words.add(part);
  }
  return { words, tests };
}

function family(name: string): readonly string[] {
  if (!isFamily(name)) throw new Error(`no word family @${name}`);
  return FAMILIES[name];
}

function isFamily(name: string): name is Family {
  return Object.hasOwn(FAMILIES, name);
}

function tag(name: string): Test {
  const test = TAGS[name];
  if (test === undefined) throw new Error(`no word class %${name}`);
  return test;
}
