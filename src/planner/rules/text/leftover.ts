import { CURRENCY_WORDS, NUMBER_WORDS, STOP_WORDS, TIME_WORDS } from '../data/words.js';
import { clip } from './clip.js';
import type { Word } from './words.js';

/**
 * The stretches of words that are left when everything known is taken away: what a product, team or topic is called.
 * "of" stays within a stretch ("Blade of Orion").
 */
export function leftovers(words: readonly Word[], noise: ReadonlySet<string>): Word[][] {
  const runs: Word[][] = [];
  let run: Word[] = [];
  const close = () => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  for (const [index, word] of words.entries()) {
    if (word.gap !== 'none') close();
    const next = words[index + 1];
    const joins = word.word === 'of' && run.length > 0 && next?.gap === 'none' && !isNoise(next, noise);
    const counts = run.length === 0 && word.tag === 'number';
    if ((!isNoise(word, noise) && !counts) || joins) run.push(word);
    else close();
  }
  close();
  return runs;
}

/** The stretch as the person wrote it, cut to what a tool takes. */
export function rawOf(text: string, run: readonly Word[] | undefined): string | undefined {
  const [first, last] = [run?.[0], run?.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return clip(
    text
      .slice(first.start, last.end)
      .replace(/['’]s?$/, '')
      .replace(/\s+/g, ' '),
    100,
  );
}

export function longest(runs: readonly Word[][]): Word[] | undefined {
  return runs.reduce<Word[] | undefined>(
    (best, run) => (run.length > (best?.length ?? 0) ? run : best),
    undefined,
  );
}

function isNoise(word: Word, noise: ReadonlySet<string>): boolean {
  if (word.tag === 'email' || word.tag === 'money' || word.tag === 'reference') return true;
  const text = word.word;
  return (
    noise.has(text) ||
    STOP_WORDS.has(text) ||
    TIME_WORDS.has(text) ||
    CURRENCY_WORDS.has(text) ||
    Object.hasOwn(NUMBER_WORDS, text) ||
    /^\d{1,2}x$|^x\d{1,2}$/.test(text)
  );
}
