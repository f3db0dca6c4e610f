import type { JsonObject } from '../../contracts/json.js';
import { redactDeep } from './redact-deep.js';

/** Checked at the door and the key of every row: taken out, nobody could tell what an event is about. */
const IDS: ReadonlySet<string> = new Set(['run_id', 'session_id', 'user_id', 'event_id']);

/** A bus event's payload without its secrets, but for its ids; the very payload where there is nothing to take out. */
export function redactPayload(payload: JsonObject): JsonObject {
  const entries = Object.entries(payload);
  const carriesText = entries.filter(([name]) => !IDS.has(name));
  const rest: JsonObject = Object.fromEntries(carriesText);
  const { value } = redactDeep(rest);
  if (value === rest || typeof value !== 'object' || value === null || Array.isArray(value)) return payload;
  return { ...value, ...Object.fromEntries(entries.filter(([name]) => IDS.has(name))) };
}
