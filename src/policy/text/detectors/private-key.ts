import type { Detector } from './detector.js';
import { contextAfter, contextBefore, findingAt } from './detector.js';
import { pemKeys } from './pem.js';

const HEX_KEY = /(?<![0-9A-Za-z])(?:0x)?[0-9a-f]{64}(?![0-9A-Za-z])/gi;
/** Bitcoin's wallet import format, extended private keys, and age keys are told by their form alone. */
const FORMED_KEY =
  /(?<![0-9A-Za-z])(?:[5KL][1-9A-HJ-NP-Za-km-z]{50,51}|[xyz]prv[1-9A-HJ-NP-Za-km-z]{100,112}|AGE-SECRET-KEY-1[0-9A-Z]{58})(?![0-9A-Za-z])/g;

const CALLED_SECRET = /private|priv[ _-]?key|secret|seed|signing[ _-]?key|master[ _-]?key/i;
const CALLED_WALLET = /wallet/i;
const CALLED_PUBLIC = /\btx|transaction|hash|sha-?256|digest|checksum/i;

const CONTEXT = 48;

/** Private keys: PEM blocks, wallet formats, and 64 hexadecimal digits that are called one. */
export const detectPrivateKeys: Detector = (normalised) => {
  const { text, shape } = normalised;
  const spans = text.includes('-----BEGIN ') ? pemKeys(text) : [];
  if (shape.longestToken >= 51) {
    for (const { 0: key, index } of text.matchAll(FORMED_KEY)) {
      if (/[0-9]/.test(key) && /[A-Z]/.test(key)) spans.push({ start: index, end: index + key.length });
    }
  }
  if (shape.longestToken >= 64) {
    for (const { 0: key, index } of text.matchAll(HEX_KEY)) {
      if (isCalledKey(text, index, index + key.length)) spans.push({ start: index, end: index + key.length });
    }
  }
  return spans.map((span) => findingAt(normalised, 'private_key', span));
};

function isCalledKey(text: string, start: number, end: number): boolean {
  const context = `${contextBefore(text, start, CONTEXT)} ${contextAfter(text, end, CONTEXT)}`;
  return CALLED_SECRET.test(context) || (CALLED_WALLET.test(context) && !CALLED_PUBLIC.test(context));
}
