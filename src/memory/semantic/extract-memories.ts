import { MEMORY_LENGTH, type NewMemory } from '../../contracts/memory.js';
import { ownStatements } from './sentences.js';
import { STATEMENT_PATTERNS, type StatementPattern } from './statement-patterns.js';

export interface Said {
  /** What the person wrote, secrets taken out. */
  message: string;
  /** What was asked or said just before; undefined at the beginning. */
  before?: string;
}

/** More than a person tells about themselves in one message. */
const MOST = 8;
const ANSWERS_LENGTH = 300;

/** The turn a memory answers, as it is kept with it. */
export function answersOf(before: string | undefined): string | null {
  return before === undefined ? null : [...before].slice(0, ANSWERS_LENGTH).join('');
}

/** What a person states about themselves and how they want things, in their own words, by rules. */
export function extractMemories({ message, before }: Said): NewMemory[] {
  const found = ownStatements(message).flatMap((sentence) => {
    for (const known of STATEMENT_PATTERNS) {
      const match = known.pattern.exec(sentence);
      if (match !== null) return [toMemory(known, match, { sentence, before })];
    }
    return [];
  });
  return latestOfSlot(found).slice(0, MOST);
}

function toMemory(
  { kind, slot, importance }: StatementPattern,
  match: RegExpExecArray,
  { sentence, before }: { sentence: string; before: string | undefined },
): NewMemory {
  const text = sentence.slice(0, MEMORY_LENGTH);
  return {
    kind,
    slot: typeof slot === 'function' ? slot(match) : slot,
    text,
    answers: answersOf(before),
    quote: text,
    importance,
  };
}

/** "I live in Porto, no, I moved to Lisbon": the last word counts. */
function latestOfSlot(memories: readonly NewMemory[]): NewMemory[] {
  return memories.filter(
    ({ slot, text }, index) =>
      !memories
        .slice(index + 1)
        .some((later) => later.text === text || (slot !== null && later.slot === slot)),
  );
}
