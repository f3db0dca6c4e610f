import { AppError } from '../core/errors.js';

/** How long a message may be, in Unicode code points: the seed's 4,000. */
export const MAX_MESSAGE_LENGTH = 4_000;

export interface CleanText {
  text: string;
  truncated: boolean;
}

/**
 * A person's message as the rest of the service may see it: trimmed, at most 4,000 code points, never cut through a
 * character. Throws `AppError` for an empty text and for what no store can hold (NUL, lone surrogates).
 */
export function cleanMessage(raw: string): CleanText {
  if (raw.includes('\u0000') || !raw.isWellFormed()) {
    throw new AppError(
      'invalid_field',
      'message holds characters that are not valid text (NUL or a lone surrogate)',
    );
  }
  const text = raw.trim();
  if (text === '') throw new AppError('empty_message', 'message is empty');
  if (text.length <= MAX_MESSAGE_LENGTH) return { text, truncated: false };
  return cut(text);
}

function cut(text: string): CleanText {
  const points = [...text];
  if (points.length <= MAX_MESSAGE_LENGTH) return { text, truncated: false };
  const end = points.slice(0, MAX_MESSAGE_LENGTH).join('').length;
  // A character may be several code points (a flag, a family): step back to where the one at the cut begins. Where that
  // is depends on all before it: flags are pairs, and a row of them can be cut in two ways.
  const characters = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text);
  const boundary = characters.containing(end)?.index ?? end;
  // One endless character is no character.
  return { text: text.slice(0, boundary === 0 ? end : boundary).trimEnd(), truncated: true };
}
