import type { Detector } from './detector.js';
import { isAlphanumericAt } from './ascii.js';
import { findingAt } from './detector.js';
import { IBAN_LENGTHS } from './iban-lengths.js';

const START = /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?=[ -]?[A-Za-z0-9])/g;

/** International bank account numbers: the country's length, and the remainder of 97. */
export const detectIbans: Detector = (normalised) => {
  const { text, shape } = normalised;
  if (shape.digits < 7) return [];
  const found = [];
  for (const { 0: head, index } of text.matchAll(START)) {
    const length = IBAN_LENGTHS[head.slice(0, 2).toUpperCase()];
    const end = length === undefined ? undefined : endOfAccount(text, index, length);
    if (end !== undefined && remainder(text, index, end) === 1)
      found.push(findingAt(normalised, 'iban', { start: index, end }));
  }
  return found;
};

/** Where `length` letters and digits from `start` end, with at most one space or dash between two, and none joined on. */
function endOfAccount(text: string, start: number, length: number): number | undefined {
  let index = start;
  for (let count = 0; count < length; index += 1) {
    if (isAlphanumericAt(text, index)) count += 1;
    else if (!isGap(text, index)) return undefined;
  }
  return isAlphanumericAt(text, index) ? undefined : index;
}

function isGap(text: string, index: number): boolean {
  return (text[index] === ' ' || text[index] === '-') && isAlphanumericAt(text, index + 1);
}

/** Modulo 97 of the number, its first four characters moved to the end, letters counted from A = 10. */
function remainder(text: string, start: number, end: number): number {
  return take(text, start, start + 4, take(text, start + 4, end, 0));
}

function take(text: string, from: number, to: number, before: number): number {
  let rest = before;
  for (let index = from; index < to; index += 1) {
    if (!isAlphanumericAt(text, index)) continue;
    const code = text.charCodeAt(index);
    const value = code <= 57 ? code - 48 : (code & 0x1f) + 9;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
