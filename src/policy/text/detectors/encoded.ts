import { Buffer } from 'node:buffer';
import { SECRET_CLASSES } from '../finding.js';
import type { Finding } from '../finding.js';
import { normalise } from '../normalise.js';
import type { NormalisedText } from '../normalise.js';
import { findingAt } from './detector.js';

/** Room for thirteen digits in Base64; hexadecimal needs more. */
const CODED = /(?<![\w+/=-])[\w+/-]{18,}={0,2}(?![\w+/=-])/g;
const HEX = /^(?:[0-9a-f]{2}){13,}$/i;
const PERCENT = /%[0-9a-f]{2}/i;
const WORD = /[^\s"'<>&]{13,}/g;
/** What a person has encoded reads as text: no control characters, nothing that is no character. */
const NO_TEXT = /[^\t\n\r -~\u00a0-\ud7ff\ue000-\ufffc]/;

/** No longer one is looked into. */
const MAX_CODED = 8_192;
const MIN_TOKEN = 13;

/**
 * Secrets that stand in the text as Base64, hexadecimal or percent-encoded: all that is encoded with one is the finding. One
 * layer is taken off; `scan` tells what is in the plain text.
 */
export function detectEncoded(
  normalised: NormalisedText,
  scan: (plain: NormalisedText) => Finding[],
): Finding[] {
  const { text, shape } = normalised;
  if (shape.longestToken < MIN_TOKEN) return [];
  return [
    ...find(text, shape.longestToken < 18 ? undefined : CODED, decodeCoded),
    ...find(text, PERCENT.test(text) ? WORD : undefined, decodePercent),
  ].flatMap(({ start, end, plain }) => {
    const [secret] = scan(normalise(plain)).filter((finding) => SECRET_CLASSES.has(finding.class));
    return secret === undefined ? [] : [findingAt(normalised, secret.class, { start, end })];
  });
}

interface Decoded {
  start: number;
  end: number;
  plain: string;
}

function find(
  text: string,
  pattern: RegExp | undefined,
  decode: (code: string) => string | undefined,
): Decoded[] {
  if (pattern === undefined) return [];
  return [...text.matchAll(pattern)].flatMap(({ 0: code, index }) => {
    const plain = code.length > MAX_CODED ? undefined : decode(code);
    return plain === undefined || NO_TEXT.test(plain)
      ? []
      : [{ start: index, end: index + code.length, plain }];
  });
}

function decodeCoded(code: string): string {
  return Buffer.from(code, HEX.test(code) ? 'hex' : 'base64').toString('utf8');
}

function decodePercent(word: string): string | undefined {
  if (!PERCENT.test(word)) return undefined;
  try {
    return decodeURIComponent(word);
  } catch {
    return undefined;
  }
}
