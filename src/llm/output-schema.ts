import { z } from 'zod';
import { ModelError } from './model.js';

export type JsonSchema = Record<string, unknown>;

/** What a model is asked to answer with. */
export interface OutputSchema {
  /** What the provider is told the schema is called. */
  name: string;
  json: JsonSchema;
  /** True where providers that take only a part of JSON Schema for `strict` take this one. */
  isStrict: boolean;
}

const made = new WeakMap<z.ZodType, { json: JsonSchema; isStrict: boolean }>();

/** The JSON Schema of what `schema` reads; made once for each schema. */
export function toOutputSchema(name: string, schema: z.ZodType): OutputSchema {
  const known = made.get(schema) ?? makeSchema(schema);
  made.set(schema, known);
  return { name, ...known };
}

function makeSchema(schema: z.ZodType): { json: JsonSchema; isStrict: boolean } {
  const { $schema: _version, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => close(jsonSchema),
  });
  return { json, isStrict: json['type'] === 'object' && isStrict(json) };
}

/** Objects name all they may have, and `oneOf`, which providers refuse, is an `anyOf`. */
function close(schema: JsonSchema): void {
  if (schema['type'] === 'object' && schema['properties'] !== undefined)
    schema['additionalProperties'] ??= false;
  if (schema['oneOf'] === undefined) return;
  schema['anyOf'] = schema['oneOf'];
  delete schema['oneOf'];
}

const REFUSED = ['allOf', 'not', 'if', 'default', 'propertyNames', 'patternProperties', 'prefixItems'];

function isStrict(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isStrict);
  if (typeof schema !== 'object' || schema === null) return true;
  const fields = new Map(Object.entries(schema));
  if (fields.size === 0 || REFUSED.some((keyword) => fields.has(keyword))) return false;
  const properties = fields.get('properties') ?? {};
  if (fields.get('type') === 'object') {
    const required = fields.get('required') ?? [];
    if (fields.get('additionalProperties') !== false || !Array.isArray(required)) return false;
    if (required.length !== Object.keys(properties).length) return false;
  }
  const inner = [fields.get('items'), fields.get('anyOf'), ...Object.values(properties)];
  return [...inner, ...Object.values(fields.get('definitions') ?? {})].every(
    (one) => one === undefined || isStrict(one),
  );
}

/** The value in a model's answer, checked; throws `invalid_output` with the answer for one round of repair. */
export function readOutput<T>(text: string, schema: z.ZodType<T>): T {
  const value = readJson(text);
  if (value === undefined) {
    throw new ModelError('invalid_output', 'The model did not answer with JSON.', { output: text });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const message = z.prettifyError(parsed.error).slice(0, 1000);
  throw new ModelError('invalid_output', message, { output: text });
}

/** The JSON in `text`, also within a fence or a sentence, or after thoughts; undefined where there is none. */
function readJson(text: string): unknown {
  const answer = text.replace(/^\s*<think>[^]*?<\/think>/, '').trim();
  const [first, last] = [answer.indexOf('{'), answer.lastIndexOf('}')];
  return parse(answer) ?? (first < 0 ? undefined : parse(answer.slice(first, last + 1)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
