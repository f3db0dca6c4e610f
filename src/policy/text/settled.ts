import { REACH } from './detectors/detector.js';
import { openPemKey } from './detectors/pem.js';
import { MAX_GAP, wordRuns } from './detectors/word-runs.js';
import type { WordRun } from './detectors/word-runs.js';
import type { Finding } from './finding.js';
import type { NormalisedText } from './normalise.js';

/**
 * What a secret holds or follows, if it is neither in the word being written nor a phrase nor a PEM block: a digit, a long
 * word, the mention of a password.
 */
const SUSPICIOUS =
  /\d|\S{16}|pass|has[łl]o|[şs]ifre|пapoль|密|パスワ|비밀|(?<![A-Za-z0-9])(?:pwd|pw|kennw|contrase|senha|wachtw|parola)/i;
const SPACE = /\s/;
/** Longer than a run of ordinary speech. */
const SHORT_TAIL = 128;
/** No word of a phrase is longer. */
const LONGEST_WORD = 8;

/**
 * Up to where (in the original) the text can no longer become part of a secret, whatever follows: nothing suspicious within
 * reach of the end, no unfinished word, no open run of words, no open key. Never inside a finding.
 */
export function settledEnd(normalised: NormalisedText, findings: readonly Finding[]): number {
  const { text } = normalised;
  const tail = Math.max(0, text.length - REACH);
  const suspicion = text.slice(tail).search(SUSPICIOUS);
  const ends = [startOfWord(text, suspicion < 0 ? text.length : tail + suspicion)];
  const run = openRun(text);
  if (run !== undefined) ends.push(run);
  const key = openPemKey(text);
  if (key !== undefined) ends.push(key);
  return outside(originalAt(normalised, Math.min(...ends)), findings);
}

/**
 * The last place at or before `end` where the text can be cut without changing what is found after it, as long as the cut
 * leaves the detectors their reach: between words, outside findings and runs.
 */
export function cutBefore(
  original: string,
  end: number,
  normalised: NormalisedText,
  findings: readonly Finding[],
): number {
  const cut = outside(startOfWord(original, end), findings);
  return outside(
    cut,
    wordRuns(normalised.text).map((run) => inOriginal(normalised, run)),
  );
}

/** Where the run begins that the next word may still belong to. */
function openRun(text: string): number | undefined {
  const from = startOfWord(text, Math.max(0, text.length - SHORT_TAIL));
  const inTail = wordRuns(text.slice(from)).at(-1);
  if (inTail === undefined || text.length - from - inTail.end > MAX_GAP + LONGEST_WORD) return undefined;
  // A run that fills the tail began before it.
  return inTail.start > MAX_GAP ? from + inTail.start : wordRuns(text).at(-1)?.start;
}

function outside(end: number, spans: readonly { start: number; end: number }[]): number {
  return spans.find((span) => span.start < end && span.end > end)?.start ?? end;
}

function inOriginal(normalised: NormalisedText, run: WordRun): { start: number; end: number } {
  return { start: originalAt(normalised, run.start), end: originalAt(normalised, run.end) };
}

function startOfWord(text: string, index: number): number {
  let start = index;
  while (start > 0 && !SPACE.test(text[start - 1] ?? '')) start -= 1;
  return start;
}

function originalAt({ offsets }: NormalisedText, index: number): number {
  return offsets === undefined ? index : offsets.startOf(index);
}
