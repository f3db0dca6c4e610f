import type { JsonObject, JsonValue } from '../../src/contracts/json.js';
import type { Expected } from '../cases/expected.js';

/** Where a value is not what was expected. */
export interface Difference {
  /** `items.0.quantity`; empty for the value as a whole. */
  path: string;
  expected: JsonValue;
  /** Undefined where there is nothing. */
  got: JsonValue | undefined;
}

/** `subset`: fields that are not named may be anything, at every depth. */
export type Depth = 'exact' | 'subset';

/** Every place where `got` differs from `expected`; a part of `expected` may be a test, `{$re: "..."}`. */
export function differences(
  expected: Expected,
  got: JsonValue | undefined,
  depth: Depth,
  path = '',
): Difference[] {
  if (isObject(expected) && isTest(expected)) return passes(expected, got) ? [] : [{ path, expected, got }];
  if (Array.isArray(expected) && Array.isArray(got)) return differentItems(expected, got, depth, path);
  if (isObject(expected) && isObject(got)) return differentFields(expected, got, depth, path);
  return expected === got ? [] : [{ path, expected, got }];
}

function differentItems(expected: JsonValue[], got: JsonValue[], depth: Depth, path: string): Difference[] {
  if (expected.length !== got.length) return [{ path, expected, got }];
  return expected.flatMap((one, index) => differences(one, got[index], depth, join(path, index)));
}

function differentFields(expected: JsonObject, got: JsonObject, depth: Depth, path: string): Difference[] {
  const named = Object.entries(expected).flatMap(([name, value]) =>
    differences(value, got[name], depth, join(path, name)),
  );
  if (depth === 'subset') return named;
  const others = Object.keys(got).filter((name) => !Object.hasOwn(expected, name));
  const extra = others.map((name) => ({
    path: join(path, name),
    expected: { $gone: true },
    got: got[name],
  }));
  return [...named, ...extra];
}

function join(path: string, name: string | number): string {
  return path === '' ? String(name) : `${path}.${name}`;
}

const TESTS: readonly string[] = ['$any', '$gone', '$re', '$has', '$in', '$near', '$min', '$max'];

/** An object of nothing but `$` names is a test. */
function isTest(value: JsonObject): boolean {
  const names = Object.keys(value);
  if (names.length === 0 || !names.every((name) => name.startsWith('$'))) return false;
  const unknown = names.find((name) => !TESTS.includes(name) && name !== '$by');
  if (unknown !== undefined) throw new Error(`There is no test ${unknown}; there are ${TESTS.join(', ')}`);
  return true;
}

function passes(test: JsonObject, got: JsonValue | undefined): boolean {
  return Object.entries(test).every(([name, value]) => passesOne(name, value, got, test));
}

function passesOne(name: string, value: JsonValue, got: JsonValue | undefined, test: JsonObject): boolean {
  switch (name) {
    case '$any':
      return got !== undefined;
    case '$gone':
      return got === undefined;
    case '$re':
      return typeof got === 'string' && new RegExp(String(value), 'u').test(got);
    case '$has':
      return textOf(got).toLowerCase().includes(String(value).toLowerCase());
    case '$in':
      return Array.isArray(value) && value.some((one) => differences(one, got, 'exact').length === 0);
    case '$near':
      return typeof got === 'number' && Math.abs(got - Number(value)) <= Number(test['$by'] ?? 0.001);
    case '$min':
      return typeof got === 'number' && got >= Number(value);
    case '$max':
      return typeof got === 'number' && got <= Number(value);
    default:
      // `$by` belongs to `$near`.
      return true;
  }
}

function textOf(value: JsonValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** As JSON has it: a field that is not there is left out. */
export function plainJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
