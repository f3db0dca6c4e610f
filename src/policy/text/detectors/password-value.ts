import { NOT_A_PASSWORD } from './password-words.js';

/** How plainly the text says that a password follows: `password: x` or `is x`; or only `password x`, `to x`. */
export type Stated = 'outright' | 'loosely';

/** Stand-ins, masks, and the beginning of what is already taken out. */
const PLACEHOLDER =
  /^[[<{(%]|^\$[{(A-Z]|^\*+$|^[.\-_]+$|^x+$|\[(?:private|seed|card|bank|key|password|security)$/i;
const PLAIN_WORD = /^[a-z\u00c0-\u024f]+(?:['-][a-z\u00c0-\u024f]+)*$/i;
const PROSE_ENDING = /(?:ed|ing|able|ible|ly|n't|ful|less|'s|'re|'ll|'ve)$/i;
const QUANTITY =
  /^[\s-]{0,2}(?:\+|or more|to \d|characters?|chars?|letters?|digits?|numbers?|symbols?|words?|days?|weeks?|months?|years?|hours?|minutes?|mins?|times?|seconds?|attempts?|bits?|%|st\b|nd\b|rd\b|th\b|zeichen|tage|failed|wrong|of)/i;
/** What may follow a plain word that is a password: the end of the clause, or another clause. */
const CLAUSE_END =
  /^(?:$|["'`]|[.,;!?)\n]|\s+(?:$|[.,;!?)(\n-]|and\b|but\b|so\b|or\b|please\b|pls\b|plz\b|thanks?\b|can\b|could\b|why\b|my\b|i\b|user|login|log in|und\b|y\b|et\b))/i;

/**
 * True where `value`, as it follows a mention of a password, is one rather than a word about one; `after` is the text
 * behind it.
 */
export function isPassword(value: string, after: string, stated: Stated): boolean {
  if (value.length < 3 || PLACEHOLDER.test(value) || /^[a-z]+:\/\//i.test(value)) return false;
  if (/^\d[\d.,-]*[%+]?$/.test(value)) return isNumericPassword(value, after, stated);
  if (PLAIN_WORD.test(value)) return stated === 'outright' && isPlainPassword(value, after);
  if (!/[\p{L}\p{N}]/u.test(value) || value.length < 4) return false;
  // `reset?`, `wrong!!`, `login/account`, `it:` are words too; so is `2FA-protected`.
  const words = value
    .toLowerCase()
    .split(/[^a-z0-9'\u00c0-\u024f]+/)
    .filter((part) => part !== '');
  if (words.every((word) => NOT_A_PASSWORD.has(word))) return false;
  return stated === 'outright' || (/\d/.test(value) && /\p{L}/u.test(value) && value.length >= 6);
}

function isNumericPassword(value: string, after: string, stated: Stated): boolean {
  const digits = value.replaceAll(/\D/g, '').length;
  return stated === 'outright' && digits >= 3 && !/[%+]$/.test(value) && !QUANTITY.test(after);
}

function isPlainPassword(value: string, after: string): boolean {
  const lower = value.toLowerCase();
  if (value.length < 4 || NOT_A_PASSWORD.has(lower) || PROSE_ENDING.test(lower)) return false;
  return CLAUSE_END.test(after);
}
