import { PHRASE_LENGTHS, hasChecksum } from './bip39-checksum.js';
import type { Finding } from '../finding.js';
import type { NormalisedText } from '../normalise.js';
import { contextBefore, findingAt } from './detector.js';
import { wordRuns } from './word-runs.js';
import type { WordRun } from './word-runs.js';

/** A shorter run is no phrase. */
export const MIN_WORDS = 12;

/** Checksums tried in one message. A run that needs more is taken for a secret without, so that none costs much. */
export const MAX_CHECKSUMS = 32;

const SAID_TO_BE_ONE = /\b(?:seed|mnemonic|recovery|wallet|backup|secret)\b/i;

interface Span {
  start: number;
  end: number;
}

/**
 * BIP39 phrases in English, in any layout. `spent` is how many checksums the text before this one has used up, where it
 * is a piece of a longer one.
 */
export function detectSeedPhrases(normalised: NormalisedText, spent = 0): Finding[] {
  const found: Finding[] = [];
  for (const run of longRuns(normalised.text)) {
    const needed = windowsIn(run);
    spent += needed;
    const spans = spent > MAX_CHECKSUMS ? [run] : phrasesIn(normalised.text, run);
    for (const span of spans) found.push(findingAt(normalised, 'seed_phrase', span));
  }
  return found;
}

/** How many checksums a text calls for. */
export function checksumsOf(text: string): number {
  return longRuns(text).reduce((sum, run) => sum + windowsIn(run), 0);
}

function longRuns(text: string): WordRun[] {
  if (text.length < MIN_WORDS * 4 - 1) return [];
  return wordRuns(text).filter(({ words }) => words.length >= MIN_WORDS);
}

function windowsIn({ words }: WordRun): number {
  return PHRASE_LENGTHS.reduce((sum, length) => sum + Math.max(0, words.length - length + 1), 0);
}

function phrasesIn(text: string, run: WordRun): Span[] {
  const numbers = run.words.map(({ number }) => number);
  const phrases: Span[] = [];
  for (const length of PHRASE_LENGTHS) {
    for (let first = 0; first + length <= numbers.length; first += 1) {
      if (!hasChecksum(numbers.slice(first, first + length))) continue;
      phrases.push({ start: run.words[first]?.start ?? 0, end: run.words[first + length - 1]?.end ?? 0 });
    }
  }
  return phrases.length > 0 || !isSaidToBeOne(text, run) ? phrases : [run];
}

/** Called a seed phrase, but its checksum is wrong: a slip of the pen does not make it less of a secret. */
function isSaidToBeOne(text: string, run: WordRun): boolean {
  const surplus = run.words[Math.max(0, run.words.length - MIN_WORDS)]?.start ?? run.start;
  return SAID_TO_BE_ONE.test(contextBefore(text, run.start, 60) + text.slice(run.start, surplus));
}
