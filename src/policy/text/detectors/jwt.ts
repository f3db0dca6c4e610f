import { Buffer } from 'node:buffer';

const TOKEN = /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*){0,3}/g;
/** A header longer than this is not read, and the token taken for one. */
const MAX_HEADER = 2_048;

/** JSON Web Tokens: parts in Base64 whose first is a JOSE header. A missing or cut signature does not matter. */
export function jsonWebTokens(text: string): { start: number; end: number }[] {
  if (!text.includes('eyJ')) return [];
  return [...text.matchAll(TOKEN)]
    .filter(([token]) => isHeader(token.slice(0, token.indexOf('.'))))
    .map(({ 0: token, index }) => ({ start: index, end: index + token.length }));
}

function isHeader(part: string): boolean {
  if (part.length > MAX_HEADER) return true;
  try {
    const header: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof header === 'object' && header !== null && ('alg' in header || 'typ' in header);
  } catch {
    return false;
  }
}
