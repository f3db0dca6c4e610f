import { wordlist } from '@scure/bip39/wordlists/english.js';

const NUMBERS = new Map(wordlist.map((word, index): [string, number] => [word, index]));

/** Words of the BIP39 list with nothing but spaces, punctuation and numbering between them. */
export interface WordRun {
  start: number;
  end: number;
  words: { number: number; start: number; end: number }[];
}

const LETTER = 1;
const GAP = 2;
const DIGIT = 3;
const KINDS = new Uint8Array(128);
for (let code = 65; code <= 90; code += 1) KINDS[code] = KINDS[code + 32] = LETTER;
for (let code = 48; code <= 57; code += 1) KINDS[code] = DIGIT;
for (const character of ' \t\n\r,;:.|/-_"\'`*()>+=#\\') KINDS[character.charCodeAt(0)] = GAP;

/** More than this between two words, and they are not one phrase. */
export const MAX_GAP = 24;

/** The runs of a text, also the short ones. */
export function wordRuns(text: string): WordRun[] {
  const runs: WordRun[] = [];
  let run: WordRun | undefined;
  for (let index = 0; index < text.length;) {
    if (KINDS[text.charCodeAt(index)] !== LETTER) {
      index += 1;
      continue;
    }
    const start = index;
    while (KINDS[text.charCodeAt(index)] === LETTER) index += 1;
    const number = numberOf(text, start, index);
    if (number === undefined) run = undefined;
    else if (run !== undefined && isGap(text, run.end, start)) extend(run, number, start, index);
    else runs.push((run = { start, end: index, words: [{ number, start, end: index }] }));
  }
  return runs;
}

function extend(run: WordRun, number: number, start: number, end: number): void {
  run.words.push({ number, start, end });
  run.end = end;
}

function numberOf(text: string, start: number, end: number): number | undefined {
  if (end - start < 3 || end - start > 8 || isLetterBeyondAscii(text, start - 1)) return undefined;
  return NUMBERS.get(text.slice(start, end).toLowerCase());
}

function isLetterBeyondAscii(text: string, index: number): boolean {
  return text.charCodeAt(index) > 127;
}

/** Spaces, punctuation, and a number of one or two digits. */
function isGap(text: string, start: number, end: number): boolean {
  if (end - start > MAX_GAP || end === start) return false;
  let digits = 0;
  for (let index = start; index < end; index += 1) {
    const kind = KINDS[text.charCodeAt(index)];
    if (kind === DIGIT) digits += 1;
    else if (kind !== GAP) return false;
  }
  return digits <= 2;
}
