import type { JsonValue } from '../../contracts/json.js';
import type { FindingClass, Removed } from './finding.js';
import { MARKERS, addRemoved, redactText } from './redact.js';

const MAX_DEPTH = 64;
const MAX_NODES = 50_000;

/** No text shorter than this (`pw=abc`), and no name shorter than a card, can hold a secret. */
const LEAST_TEXT = 6;
const LEAST_NAME = 13;
/** The least number that can be a card. */
const LEAST_CARD = 1e12;

/** Fields whose value is a secret whatever it looks like. */
const SECRET_FIELDS: readonly (readonly [RegExp, FindingClass])[] = [
  [/^(?:.*[_-])?(?:password|passwd|passphrase|passcode|pwd)$/i, 'password'],
  [/^(?:private_?key|secret_?key|signing_?key)$/i, 'private_key'],
  [/^(?:seed_?phrase|mnemonic|recovery_?phrase)$/i, 'seed_phrase'],
  [/^(?:cvv2?|cvc2?)$/i, 'cvv'],
  [
    /^(?:(?:x-)?api[_-]?key|(?:access|auth|refresh|bearer|session|id)_?token|client_?secret|authorization|set-cookie)$/i,
    'api_key',
  ],
];
/** What every name of such a field holds, so that most fields cost one look. */
const MAY_BE_SECRET = /pass|pwd|key|phrase|mnemonic|cv[vc]|token|secret|auth|cookie/i;

export interface RedactedValue {
  /** The very value that was given, where nothing was found. */
  value: JsonValue;
  removed: Removed;
}

interface Walk {
  removed: Removed;
  nodes: number;
}

/**
 * A value without its secrets: in every text, in the names of fields, in numbers, and under fields that are named as one. What
 * is deeper or larger than anything of ours is cut, as it cannot be vouched for.
 */
export function redactDeep(value: JsonValue): RedactedValue {
  const walk: Walk = { removed: {}, nodes: 0 };
  return { value: redactValue(value, walk, 0), removed: walk.removed };
}

function redactValue(value: JsonValue, walk: Walk, depth: number): JsonValue {
  walk.nodes += 1;
  if (walk.nodes > MAX_NODES) return '[too large]';
  if (typeof value === 'string') return redactString(value, walk);
  if (typeof value === 'number') return redactNumber(value, walk);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[too deep]';
  return Array.isArray(value) ? redactArray(value, walk, depth) : redactObject(value, walk, depth);
}

function redactString(text: string, walk: Walk): string {
  if (text.length < LEAST_TEXT) return text;
  const redacted = redactText(text);
  if (redacted.text === text) return text;
  walk.removed = addRemoved(walk.removed, redacted.removed);
  return redacted.text;
}

function redactNumber(value: number, walk: Walk): JsonValue {
  if (value < LEAST_CARD || !Number.isSafeInteger(value)) return value;
  const text = String(value);
  const redacted = redactString(text, walk);
  return redacted === text ? value : redacted;
}

function redactArray(values: JsonValue[], walk: Walk, depth: number): JsonValue[] {
  let changed = false;
  const redacted = values.slice(0, MAX_NODES).map((item) => {
    const safe = redactValue(item, walk, depth + 1);
    changed ||= !Object.is(safe, item);
    return safe;
  });
  return changed || redacted.length < values.length ? redacted : values;
}

function redactObject(
  object: Record<string, JsonValue>,
  walk: Walk,
  depth: number,
): Record<string, JsonValue> {
  let changed = false;
  const entries: [string, JsonValue][] = [];
  const names = new Set<string>();
  for (const [name, item] of Object.entries(object)) {
    const safe = redactField(name, item, walk, depth);
    const safeName = unused(name.length < LEAST_NAME ? name : redactString(name, walk), names);
    names.add(safeName);
    changed ||= safeName !== name || !Object.is(safe, item);
    entries.push([safeName, safe]);
    if (walk.nodes > MAX_NODES) break;
  }
  // Defines fields rather than setting them: `__proto__` stays a field.
  return changed || walk.nodes > MAX_NODES ? Object.fromEntries(entries) : object;
}

function redactField(name: string, value: JsonValue, walk: Walk, depth: number): JsonValue {
  const secret = typeof value === 'string' || typeof value === 'number' ? secretField(name) : undefined;
  if (secret === undefined || value === '' || value === MARKERS[secret])
    return redactValue(value, walk, depth + 1);
  walk.removed = addRemoved(walk.removed, { [secret]: 1 });
  return MARKERS[secret];
}

function secretField(name: string): FindingClass | undefined {
  if (!MAY_BE_SECRET.test(name)) return undefined;
  return SECRET_FIELDS.find(([pattern]) => pattern.test(name))?.[1];
}

/** Two names that were redacted must not become one field. */
function unused(name: string, names: ReadonlySet<string>): string {
  let candidate = name;
  for (let count = 2; names.has(candidate); count += 1) candidate = `${name} (${count})`;
  return candidate;
}
