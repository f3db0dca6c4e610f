import type { JsonObject, JsonValue } from '../../contracts/json.js';

/**
 * The least value that fits a JSON Schema, with `text` wherever a text may be free. References, which our own schemas have
 * none of but recursive ones, are left out.
 */
export function fillSchema(schema: JsonObject, text: string): JsonValue {
  if (schema['const'] !== undefined) return schema['const'];
  const [first] = asList(schema['enum']);
  if (first !== undefined) return first;
  const [choice] = [...asList(schema['anyOf']), ...asList(schema['oneOf'])];
  if (choice !== undefined) return fillSchema(asObject(choice), text);
  const [type] = [schema['type']].flat();
  if (type === 'object') return fillObject(schema, text);
  if (type === 'array') {
    const item = (): JsonValue => fillSchema(asObject(schema['items']), text);
    return Array.from({ length: asNumber(schema['minItems'], 0) }, item);
  }
  if (type === 'string') return text.slice(0, asNumber(schema['maxLength'], text.length));
  if (type === 'number' || type === 'integer') {
    return Math.max(asNumber(schema['minimum'], 1), Math.min(1, asNumber(schema['maximum'], 1)));
  }
  return type === 'boolean' ? false : null;
}

function fillObject(schema: JsonObject, text: string): JsonValue {
  const required = new Set(asList(schema['required']));
  const wanted = Object.entries(asObject(schema['properties'])).filter(([name]) => required.has(name));
  return Object.fromEntries(wanted.map(([name, inner]) => [name, fillSchema(asObject(inner), text)]));
}

const asList = (value: JsonValue | undefined): JsonValue[] => (Array.isArray(value) ? value : []);
const asNumber = (value: JsonValue | undefined, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;
function asObject(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
