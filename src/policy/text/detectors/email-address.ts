import type { Detector } from './detector.js';
import { isAlphanumericAt } from './ascii.js';
import { findingAt } from './detector.js';

const LOCAL = new Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.!#$%&'*+/=?^`{|}~-");
const DOMAIN = /(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![\w@])/y;
const MAX_LOCAL = 64;

/** E-mail addresses, as people write them (no quoted local parts, no bare hosts). */
export const detectEmailAddresses: Detector = (normalised) => {
  const { text, shape } = normalised;
  if (!shape.hasAt) return [];
  const found = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const start = startOfLocal(text, at);
    if (start === at) continue;
    DOMAIN.lastIndex = at + 1;
    if (DOMAIN.test(text)) found.push(findingAt(normalised, 'email', { start, end: DOMAIN.lastIndex }));
  }
  return found;
};

function startOfLocal(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < MAX_LOCAL && LOCAL.has(text[start - 1] ?? '')) start -= 1;
  while (start < at && !isAlphanumericAt(text, start) && text[start] !== '_') start += 1;
  return start;
}
