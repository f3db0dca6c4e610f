import { dot } from '../../core/vectors.js';
import type { Memory } from './memory.js';

/** A memory that may say what an older one said. */
export type Statement = Pick<Memory, 'id' | 'kind' | 'text' | 'saidAt' | 'vector'>;

/** For USE-lite, low: each vector is of a statement together with the turn it answers, which differ. The words decide first. */
const SAME_THING = 0.5;

/** Words that say how much, since when or whether at all, and what one thinks of it; not what it is about. */
const NOT_THE_TOPIC: ReadonlySet<string> = new Set(
  (
    'a an the i me my mine im ive id we our you your it its is am are was were be been being and or but so that this to of in on at for with as ' +
    'do does did done dont doesnt didnt not no never always usually really very much so just still also only absolutely totally quite ' +
    'any more anymore longer now currently actually again please remember note keep mind since lately today ' +
    'like likes love loves enjoy enjoys hate hates dislike dislikes adore prefer favor favour want wants stand cant cannot can'
  ).split(' '),
);

/**
 * The ids of memories that a newer one says again or takes back: "I really love sushi" and "I don't like sushi any more" after
 * "I like sushi". They are about the same things by their words, and close by their vectors; what differs in a name, a thing or
 * a number holds beside the other.
 */
export function restatedAmong(memories: readonly Statement[]): string[] {
  const topics = new Map<string, Statement[]>();
  for (const memory of memories.filter(mayBeRestated)) {
    const topic = `${memory.kind} ${topicOf(memory.text).join(' ')}`;
    topics.set(topic, [...(topics.get(topic) ?? []), memory]);
  }
  return [...topics].flatMap(([, told]) => {
    const [newest, ...older] = told.toSorted((a, b) => b.saidAt.getTime() - a.saidAt.getTime());
    return older.filter((memory) => newest !== undefined && isClose(memory, newest)).map(({ id }) => id);
  });
}

/** The words in which every text that says the same shares one, as they may be written. */
export function topicWordsOf(text: string): string[] {
  return topicOf(text).flatMap((word) => [word, `${word}s`]);
}

/** What was done for a person twice was done twice. */
function mayBeRestated({ kind, text }: Statement): boolean {
  return (kind === 'fact' || kind === 'preference') && topicOf(text).length > 0;
}

function isClose(a: Statement, b: Statement): boolean {
  return a.vector !== null && b.vector !== null && dot(a.vector, b.vector) >= SAME_THING;
}

function topicOf(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .replace(/['’]/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.filter((word) => !NOT_THE_TOPIC.has(word)).map(stemOf))].toSorted();
}

function stemOf(word: string): string {
  return word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}
