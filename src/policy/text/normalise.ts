import { foldCharacter } from './fold-character.js';
import { shapeOf } from './shape.js';
import type { TextShape } from './shape.js';

/** A text as the detectors read it, and the way back to the text as it was written. */
export interface NormalisedText {
  text: string;
  shape: TextShape;
  /** Where the character at `index` was written from; undefined maps where nothing was changed. */
  starts: Uint32Array | undefined;
  ends: Uint32Array | undefined;
}

/**
 * Folds a text to what a person sees in it: compatibility forms (NFKC), digits of every script, dashes and quotes as
 * ASCII, look-alike letters as Latin; invisible characters (zero width, bidi, tags, soft hyphens, variation selectors),
 * control characters and combining marks are left out. Works code point by code point, so that a piece of a text gives a
 * piece of the result.
 */
export function normalise(original: string): NormalisedText {
  if (!/[^\t\n\r\u0020-\u007e]/.test(original))
    return { text: original, shape: shapeOf(original), starts: undefined, ends: undefined };
  return fold(original);
}

function fold(original: string): NormalisedText {
  const pieces: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (let index = 0; index < original.length;) {
    const codePoint = original.codePointAt(index) ?? 0;
    const end = index + (codePoint > 0xffff ? 2 : 1);
    const piece = isPlain(codePoint) ? (original[index] ?? '') : foldCharacter(codePoint);
    for (let unit = 0; unit < piece.length; unit += 1) {
      starts.push(index);
      ends.push(end);
    }
    pieces.push(piece);
    index = end;
  }
  const text = pieces.join('');
  return { text, shape: shapeOf(text), starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
}

function isPlain(codePoint: number): boolean {
  return (
    (codePoint >= 0x20 && codePoint <= 0x7e) || codePoint === 0x0a || codePoint === 0x09 || codePoint === 0x0d
  );
}

/** The place in the original of the normalised span from `start` up to `end` (which holds at least one character). */
export function toOriginal(
  normalised: NormalisedText,
  start: number,
  end: number,
): { start: number; end: number } {
  return { start: normalised.starts?.[start] ?? start, end: normalised.ends?.[end - 1] ?? end };
}
