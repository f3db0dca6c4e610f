/** Digits written together. `first` and `past` number its digits among all digits of the text. */
export interface DigitGroup {
  start: number;
  end: number;
  first: number;
  past: number;
  /** At most three spaces, dashes or dots, and nothing else, stand between it and the group before. */
  joined: boolean;
  /** What stands between is a mark that only somebody who hides a number puts there, or that a list of texts has. */
  marked: boolean;
}

export interface Digits {
  groups: DigitGroup[];
  values: Uint8Array;
}

const DIGIT = 1;
const GAP = 2;
/** Letters that are typed or drawn for 0 or 1. */
const SLIP = 3;
const KINDS = new Uint8Array(128);
for (const character of '0123456789') KINDS[character.charCodeAt(0)] = DIGIT;
for (const character of ' \t\n\r-.') KINDS[character.charCodeAt(0)] = GAP;
for (const character of 'OolI|') KINDS[character.charCodeAt(0)] = SLIP;

const MAX_GAP = 3;
const MARKS: ReadonlySet<string> = new Set(['/', '_', '+', '\u00b7', '\u2022', '","', '", "', "','", "', '"]);
const LONGEST_MARK = 4;

/** The digits of a text, group by group. */
export function readDigits(text: string): Digits {
  const values = new Uint8Array(text.length);
  const groups: DigitGroup[] = [];
  let count = 0;
  let lastEnd = -1;
  for (let index = 0; index < text.length; index += 1) {
    if (kindAt(text, index) !== DIGIT) continue;
    const start = index;
    const first = count;
    for (; kindAt(text, index) === DIGIT || isSlip(text, index); index += 1) {
      values[count] = valueAt(text, index);
      count += 1;
    }
    const [joined, marked] = [isGap(text, lastEnd, start), isMark(text, lastEnd, start)];
    groups.push({ start, end: index, first, past: count, joined, marked });
    lastEnd = index;
  }
  return { groups, values: values.subarray(0, count) };
}

function kindAt(text: string, index: number): number {
  return KINDS[text.charCodeAt(index)] ?? 0;
}

function valueAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code <= 57) return code - 48;
  return code === 79 || code === 111 ? 0 : 1;
}

/** Such a letter counts between digits only: another one follows within three characters. */
function isSlip(text: string, index: number): boolean {
  for (let next = index; next < index + 3; next += 1) {
    if (kindAt(text, next) !== SLIP) return next > index && kindAt(text, next) === DIGIT;
  }
  return kindAt(text, index + 3) === DIGIT;
}

function isGap(text: string, start: number, end: number): boolean {
  if (start < 0 || end - start > MAX_GAP) return false;
  for (let index = start; index < end; index += 1) if (kindAt(text, index) !== GAP) return false;
  return true;
}

function isMark(text: string, start: number, end: number): boolean {
  return start >= 0 && end - start <= LONGEST_MARK && MARKS.has(text.slice(start, end));
}
