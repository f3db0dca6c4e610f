import type { Finding, FindingClass } from '../finding.js';
import { toOriginal } from '../normalise.js';
import type { NormalisedText } from '../normalise.js';

/**
 * Finds one family. Linear in the text; whether a character is found depends on the text within `REACH` of it, or on the
 * word, run of words or PEM block it stands in, and on nothing else: the hold-back rests on that.
 */
export type Detector = (normalised: NormalisedText) => Finding[];

/** How far, in normalised characters, a detector may look around what it judges. */
export const REACH = 256;

export function findingAt(
  normalised: NormalisedText,
  findingClass: FindingClass,
  span: { start: number; end: number },
): Finding {
  return { class: findingClass, ...toOriginal(normalised, span.start, span.end) };
}

/**
 * The text just before `index`, on this side of any bracket: what is redacted becomes `[... removed]`, and must not bring
 * words nearer to what follows it.
 */
export function contextBefore(text: string, index: number, length: number): string {
  const context = text.slice(Math.max(0, index - length), index);
  return context.slice(context.lastIndexOf(']') + 1);
}

/** The text just after `index`, up to any bracket. */
export function contextAfter(text: string, index: number, length: number): string {
  const context = text.slice(index, index + length);
  const bracket = context.indexOf('[');
  return bracket < 0 ? context : context.slice(0, bracket);
}
