import { JsonObject, type JsonValue } from '../../contracts/json.js';
import type { Field } from './fields.js';

/** What is written in each field, by its name. */
export type Texts = Readonly<Record<string, string>>;

export type ReadFields =
  { status: 'read'; args: JsonObject } | { status: 'wrong'; errors: Readonly<Record<string, string>> };

/** What stands in the fields where `args` are given. */
export function toTexts(fields: readonly Field[], args: JsonObject): Texts {
  return Object.fromEntries(fields.map((field) => [field.name, toText(field, args[field.name])]));
}

function toText({ kind }: Field, value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (kind === 'list' && Array.isArray(value)) return value.join('\n');
  return typeof value === 'string' ? value : JSON.stringify(value, null, kind === 'json' ? 2 : 0);
}

/** The arguments that are written in the fields; what is left empty is left out. */
export function readFields(fields: readonly Field[], texts: Texts): ReadFields {
  const args: Record<string, JsonValue> = {};
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const read = readField(field, texts[field.name] ?? '');
    if ('error' in read) errors[field.name] = read.error;
    else if (read.value !== undefined) args[field.name] = read.value;
  }
  if (Object.keys(errors).length > 0) return { status: 'wrong', errors };
  return { status: 'read', args: JsonObject.parse(args) };
}

type ReadField = { value: JsonValue | undefined } | { error: string };

function readField(field: Field, text: string): ReadField {
  if (text.trim() === '') return readNothing(field);
  switch (field.kind) {
    case 'number':
    case 'integer':
      return readNumber(field.kind, text);
    case 'flag':
      return { value: text === 'true' };
    case 'list':
      return { value: text.split('\n').filter((line) => line.trim() !== '') };
    case 'json':
      return readJson(text);
    case 'text':
    case 'long':
    case 'choice':
      return { value: text };
    default:
      return field.kind satisfies never;
  }
}

function readNothing({ required, nullable, kind }: Field): ReadField {
  if (!required) return { value: undefined };
  if (nullable) return { value: null };
  return kind === 'flag' ? { value: false } : { error: 'Needed.' };
}

function readNumber(kind: 'number' | 'integer', text: string): ReadField {
  const value = Number(text);
  if (!Number.isFinite(value)) return { error: 'A number, please.' };
  return kind === 'integer' && !Number.isInteger(value) ? { error: 'A whole number, please.' } : { value };
}

function readJson(text: string): ReadField {
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return { error: 'This is not JSON.' };
  }
}
