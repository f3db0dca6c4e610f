import type { JsonValue } from '../contracts/json.js';
import { hashOf } from '../core/ids.js';

// A token is itself an address, on a name that can never exist (RFC 2606), so planners, schemas and templates treat it as
// the address it stands for.
const DOMAIN = 'private.invalid';
const TOKEN = /e-[0-9a-f]{12}@private\.invalid/g;

/** The token of an address in a session: the same every time it is mentioned there, another in any other session. */
export function tokenFor(sessionId: string, address: string): string {
  return `e-${hashOf('private-value', sessionId, address.toLowerCase()).slice(0, 12)}@${DOMAIN}`;
}

/** True where `json` (JSON text or plain text) may hold a token. */
export function mayHoldToken(json: string): boolean {
  return json.includes(DOMAIN);
}

/** `value` with every token that `values` knows turned back. */
export function revealDeep(value: JsonValue, values: ReadonlyMap<string, string>): JsonValue {
  return mapTexts(value, (text) => text.replace(TOKEN, (token) => values.get(token) ?? token));
}

/** `value` with every address that `values` knows turned into its token, in whatever case it is written. */
export function hideDeep(value: JsonValue, values: ReadonlyMap<string, string>): JsonValue {
  if (values.size === 0) return value;
  const tokens = new Map([...values].map(([token, address]) => [address.toLowerCase(), token]));
  const known = [...tokens.keys()].map((address) => address.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\w.+-])(?:${known.join('|')})(?![\\w-])`, 'gi');
  return mapTexts(value, (text) =>
    text.replace(pattern, (address) => tokens.get(address.toLowerCase()) ?? address),
  );
}

/** `value` with every text in it changed, names of fields included. */
export function mapTexts(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [change(key), mapTexts(inner, change)]),
  );
}
