import type { JsonObject, JsonValue } from '../../src/contracts/json.js';
import { canonicalJson } from '../../src/core/ids.js';
import type { Change } from './trace.js';

/** The state of the sandbox's services, every list of things with a name of their own keyed by it, so that paths are stable. */
export function readableState({ ledger: _ledger, ...state }: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [name, keyed(value)]));
}

const NAMES: readonly string[] = ['id', 'product_id'];

function keyed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    const entries = value.map((one) => [nameOf(one), keyed(one)] as const);
    const names = entries.flatMap(([name]) => (name === undefined ? [] : [name]));
    const isKeyed = value.length > 0 && new Set(names).size === value.length;
    return isKeyed ? Object.fromEntries(entries) : entries.map(([, one]) => one);
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, keyed(inner)]));
}

function nameOf(value: JsonValue): string | undefined {
  if (!isObject(value)) return undefined;
  const name = NAMES.map((key) => value[key]).find((one) => one !== undefined);
  return typeof name === 'string' || typeof name === 'number' ? String(name) : undefined;
}

/** Every place that changed, as deep as both sides have it: a thing that is new is one change, with all that is in it. */
export function changesBetween(before: JsonValue, after: JsonValue, path = ''): Change[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  const [from, to] = [asEntries(before), asEntries(after)];
  if (from === undefined || to === undefined) return [{ path, from: before, to: after }];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return names.flatMap((name) => {
    const [was, is] = [from[name], to[name]];
    const where = path === '' ? name : `${path}.${name}`;
    if (was === undefined || is === undefined) return [{ path: where, from: was, to: is }];
    return changesBetween(was, is, where);
  });
}

/** An empty list and things by name are the same kind of thing: the list had nobody to name. */
function asEntries(value: JsonValue): JsonObject | undefined {
  if (Array.isArray(value) && value.length === 0) return {};
  return isObject(value) ? value : undefined;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
