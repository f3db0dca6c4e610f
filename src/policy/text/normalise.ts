import { foldCharacter } from './fold-character.js';
import { createOffsets } from './offsets.js';
import type { Offsets } from './offsets.js';
import { shapeOf } from './shape.js';
import type { TextShape } from './shape.js';

/** A text as the detectors read it, and the way back to the text as it was written. */
export interface NormalisedText {
  text: string;
  shape: TextShape;
  /** Undefined where nothing was changed. */
  offsets: Offsets | undefined;
}

/**
 * Folds a text to what a person sees in it: compatibility forms (NFKC), digits of every script, dashes and quotes as
 * ASCII, look-alike letters as Latin; invisible characters (zero width, bidi, tags, soft hyphens, variation selectors),
 * control characters and combining marks are left out. Works code point by code point, so that a piece of a text gives a
 * piece of the result.
 */
export function normalise(original: string): NormalisedText {
  if (endOfPlain(original, 0) === original.length)
    return { text: original, shape: shapeOf(original), offsets: undefined };
  const { text, offsets } = fold(original);
  return { text, shape: shapeOf(text), offsets };
}

/** The place in the original of the normalised span from `start` up to `end` (which holds at least one character). */
export function toOriginal(
  { offsets }: NormalisedText,
  start: number,
  end: number,
): { start: number; end: number } {
  if (offsets === undefined) return { start, end };
  return { start: offsets.startOf(start), end: offsets.endOf(end - 1) };
}

function fold(original: string): { text: string; offsets: Offsets } {
  const pieces: string[] = [];
  const offsets = createOffsets();
  for (let index = 0; index < original.length;) {
    const plainEnd = endOfPlain(original, index);
    if (plainEnd > index) {
      pieces.push(original.slice(index, plainEnd));
      offsets.addSame(plainEnd - index, index);
      index = plainEnd;
      continue;
    }
    const codePoint = original.codePointAt(index) ?? 0;
    const end = index + (codePoint > 0xffff ? 2 : 1);
    const piece = foldCharacter(codePoint);
    pieces.push(piece);
    if (piece.length === 1 && end === index + 1) offsets.addSame(1, index);
    else offsets.addFolded(piece.length, index, end);
    index = end;
  }
  return { text: pieces.join(''), offsets };
}

/** Where the stretch of printable ASCII and white space that begins at `start` ends. */
function endOfPlain(text: string, start: number): number {
  let index = start;
  for (; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7e || (code < 0x20 && code !== 0x0a && code !== 0x09 && code !== 0x0d)) break;
  }
  return index;
}
