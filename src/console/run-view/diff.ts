import type { JsonValue } from '../../contracts/json.js';

export interface Change {
  /** `plan.steps[0].state` */
  path: string;
  kind: 'added' | 'removed' | 'changed';
  before?: JsonValue;
  after?: JsonValue;
}

/** What is different in `after`, by path, in the order of the fields; what is new or gone is named whole. */
export function diff(before: JsonValue, after: JsonValue, path = ''): Change[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    return keysOf(before, after).flatMap((key) =>
      part(before[Number(key)], after[Number(key)], `${path}[${key}]`),
    );
  }
  if (isObject(before) && isObject(after)) {
    return keysOf(before, after).flatMap((key) =>
      part(own(before, key), own(after, key), path === '' ? key : `${path}.${key}`),
    );
  }
  return Object.is(before, after) ? [] : [{ path, kind: 'changed', before, after }];
}

function part(before: JsonValue | undefined, after: JsonValue | undefined, path: string): Change[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ path, kind: 'added', after: after ?? null }];
  if (after === undefined) return [{ path, kind: 'removed', before }];
  return diff(before, after, path);
}

function keysOf(...values: object[]): string[] {
  return [...new Set(values.flatMap((value) => Object.keys(value)))];
}

function own(value: Record<string, JsonValue>, key: string): JsonValue | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function isObject(value: JsonValue): value is Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
