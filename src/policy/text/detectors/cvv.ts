import type { Finding } from '../finding.js';
import type { Detector } from './detector.js';
import { findingAt } from './detector.js';

const NAMED =
  /(?<![A-Za-z])(?:cvv2?|cvc2?|cv2|csc|card (?:security|verification) (?:code|number)|security code)(?: (?:code|number))?["']?(?:\s{0,3}[:=#]\s{0,3}|\s{1,3}(?:is|was)\s{0,3}:?\s{0,3}|\s{1,3})["']?(\d{3,4})(?![\w[-]|[.,]\d)/dgi;

/** Expiry date and code as people write them after the number: `12/27 123`. */
const AFTER_CARD =
  /[\s,;|/-]{1,3}(?:exp(?:iry|ires|iration)?\.?:?\s{0,3})?(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:20)?\d\d[\s,;|/-]{1,3}(\d{3,4})(?![\w[])/dy;

/** The code that is printed on a card, where it is called so. The one after a card and its date is `codeAfterCard`. */
export const detectCvv: Detector = (normalised) => {
  if (normalised.shape.digits < 3) return [];
  return [...normalised.text.matchAll(NAMED)].flatMap((match): Finding[] => {
    const span = match.indices?.[1];
    return span === undefined ? [] : [findingAt(normalised, 'cvv', { start: span[0], end: span[1] })];
  });
};

/** The code written after a card that ends at `end` and its date, without being named. */
export function codeAfterCard(text: string, end: number): { start: number; end: number } | undefined {
  AFTER_CARD.lastIndex = end;
  const span = AFTER_CARD.exec(text)?.indices?.[1];
  return span === undefined ? undefined : { start: span[0], end: span[1] };
}
