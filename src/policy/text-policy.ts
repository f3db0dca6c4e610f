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
  // A character may be several code points (an emoji of a family): step back to where the one at the cut begins.
  const start = Math.max(0, end - 64);
  const tail = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text.slice(start, end + 64));
  const boundary = tail.containing(end - start)?.index ?? end - start;
  return { text: text.slice(0, start + boundary).trimEnd(), truncated: true };
}
