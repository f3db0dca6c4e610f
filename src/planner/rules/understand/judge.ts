import type { Mode } from '../../../contracts/mode.js';
import { BLIND_PHRASES, INTENTS, type Evidence, type Intent } from '../data/intents.js';
import { compilePhrase, findPhrase, firstWords, type Phrase } from '../text/phrase.js';
import type { Word } from '../text/words.js';

/** How well an intent fits some words, and which phrase said so. */
export interface Judgement {
  intent: Intent;
  weight: number;
  mention: boolean;
  vague: boolean;
  phrase: string;
}

interface Rule extends Evidence {
  intent: Intent;
  compiled: Phrase;
}

/** The strongest evidence first; of equal weight, the intent that stands first in the table. */
const RULES: readonly Rule[] = INTENTS.flatMap((intent) =>
  intent.evidence.map((item) => ({ ...item, intent, compiled: compilePhrase(item.phrase) })),
).sort((a, b) => b.weight - a.weight);

/** The positions in RULES of the phrases that can begin with a word, so that a message is not held against all of them. */
const BY_FIRST_WORD = indexByFirstWord();
const BLIND = BLIND_PHRASES.map(([word, phrase]) => ({ word, phrase: compilePhrase(phrase) }));

/** The intent that fits best. */
export function judge(words: readonly Word[], mode: Mode): Judgement | undefined {
  for (const index of candidates(words)) {
    const rule = RULES[index];
    if (rule === undefined || rule.modes?.includes(mode) === false) continue;
    const at = findPhrase(rule.compiled, words);
    if (at === undefined) continue;
    const { intent, weight, mention = false, vague = false } = rule;
    return {
      intent,
      weight,
      mention,
      vague,
      phrase: words
        .slice(at[0], at[1])
        .map((word) => word.word)
        .join(' '),
    };
  }
  return undefined;
}

function candidates(words: readonly Word[]): number[] {
  const found = new Set(BY_FIRST_WORD.get('') ?? []);
  for (const text of new Set(words.map(({ word }) => word))) {
    for (const index of BY_FIRST_WORD.get(text) ?? []) found.add(index);
  }
  return [...found].sort((a, b) => a - b);
}

/** Phrases that can begin with any word stand under ''. */
function indexByFirstWord(): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const [position, { compiled }] of RULES.entries()) {
    for (const word of firstWords(compiled) ?? ['']) index.set(word, [...(index.get(word) ?? []), position]);
  }
  return index;
}

/** Blanks the key words that mean something else where they stand: "in order to" holds no order. */
export function blankFalseFriends(words: readonly Word[]): Word[] {
  const blanked = [...words];
  for (const { word, phrase } of BLIND) {
    const at = findPhrase(phrase, words);
    if (at === undefined) continue;
    for (let index = at[0]; index < at[1]; index += 1) {
      const found = blanked[index];
      if (found?.word === word) blanked[index] = { ...found, word: '' };
    }
  }
  return blanked;
}
