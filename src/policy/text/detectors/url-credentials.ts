import type { Detector } from './detector.js';
import { findingAt } from './detector.js';

/** From `scheme://` on: a user, and what stands between `:` and `@`. */
const USER_INFO = /[^\s/?#@:[\]"'<>]{0,128}:([^\s/?#[\]"'<>]{1,256})@/dy;

/** Passwords inside addresses: `postgres://app:...@host/db`. */
export const detectUrlCredentials: Detector = (normalised) => {
  const { text, shape } = normalised;
  if (!shape.hasAt) return [];
  const found = [];
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    USER_INFO.lastIndex = at + 3;
    const span = USER_INFO.exec(text)?.indices?.[1];
    if (span !== undefined) found.push(findingAt(normalised, 'password', { start: span[0], end: span[1] }));
  }
  return found;
};
