import type { Finding } from '../finding.js';
import { KEY_FAMILIES } from './api-key-families.js';
import type { KeyFamily } from './api-key-families.js';
import { isAlphanumericAt } from './ascii.js';
import type { Detector } from './detector.js';
import { findingAt } from './detector.js';
import { jsonWebTokens } from './jwt.js';
import { namedSecrets } from './named-secret.js';

interface Span {
  start: number;
  end: number;
}

/** No key is shorter, prefix included. */
const MIN_TOKEN = 16;

const TELEGRAM_BOT = /(?<![\dA-Za-z])\d{8,10}:[\w-]{35}(?![\w-])/g;
/** The bot's id in Base64, a time, a signature. */
const DISCORD_BOT = /(?<![\w-])[MNO][\w-]{22,27}\.[\w-]{6,7}\.[\w-]{27,38}(?![\w-])/g;

/** API keys and tokens: by their prefix, by their form, or because they are called one. */
export const detectApiKeys: Detector = (normalised) => {
  const { text, shape } = normalised;
  if (shape.longestToken < MIN_TOKEN) return [];
  const spans = [
    ...KEY_FAMILIES.flatMap((family) => keysOf(family, text)),
    ...jsonWebTokens(text),
    ...namedSecrets(text),
    ...(shape.longestToken < 40 ? [] : botTokens(text)),
  ];
  return spans.map((span): Finding => findingAt(normalised, 'api_key', span));
};

function keysOf(family: KeyFamily, text: string): Span[] {
  const keys: Span[] = [];
  for (let start = text.indexOf(family.prefix); start >= 0;) {
    const end = endOfKey(family, text, start);
    if (end !== undefined && isMade(family, text.slice(start + family.prefix.length, end)))
      keys.push({ start, end });
    start = text.indexOf(family.prefix, end ?? start + family.prefix.length);
  }
  return keys;
}

function endOfKey({ prefix, rest }: KeyFamily, text: string, start: number): number | undefined {
  if (isAlphanumericAt(prefix, 0) && isAlphanumericAt(text, start - 1)) return undefined;
  rest.lastIndex = start + prefix.length;
  return rest.test(text) ? rest.lastIndex : undefined;
}

function isMade({ needsDigit }: KeyFamily, rest: string): boolean {
  return needsDigit !== true || /\d/.test(rest);
}

function botTokens(text: string): Span[] {
  return [...text.matchAll(TELEGRAM_BOT), ...text.matchAll(DISCORD_BOT)].map(({ 0: token, index }) => ({
    start: index,
    end: index + token.length,
  }));
}
