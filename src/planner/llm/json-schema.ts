import { z } from 'zod';

/** The part of JSON Schema that the tools' schemas come out as. */
export interface JsonSchema {
  type?: string | undefined;
  properties?: Record<string, JsonSchema> | undefined;
  required?: string[] | undefined;
  items?: JsonSchema | undefined;
  anyOf?: JsonSchema[] | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  format?: string | undefined;
  description?: string | undefined;
}

const JsonSchema: z.ZodType<JsonSchema> = z.lazy(() => z.preprocess(typeByType, JsonSchemaOfOneType));

/** `{"type": ["string", "null"]}` is another way to write `anyOf`. */
function typeByType(schema: unknown): unknown {
  const several = z.looseObject({ type: z.array(z.string()) }).safeParse(schema);
  if (!several.success) return schema;
  const { type: types, ...rest } = several.data;
  return { anyOf: types.map((type) => ({ ...rest, type })) };
}

const JsonSchemaOfOneType = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    properties: z.record(z.string(), JsonSchema).optional(),
    required: z.array(z.string()).optional(),
    items: JsonSchema.optional(),
    anyOf: z.array(JsonSchema).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    format: z.string().optional(),
    description: z.string().optional(),
  }),
);

const made = new WeakMap<z.ZodType, JsonSchema>();

/** A zod schema as JSON Schema; what has no JSON Schema is `{}`, which takes anything. */
export function toJsonSchema(schema: z.ZodType): JsonSchema {
  const known = made.get(schema);
  if (known !== undefined) return known;
  const raw = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const read = JsonSchema.parse(raw);
  made.set(schema, read);
  return read;
}

/** The schema of what `path` names in a value; `{}` where nobody can say, undefined where there can be no such thing. */
export function schemaAt(schema: JsonSchema, path: readonly string[]): JsonSchema | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  if (schema.anyOf !== undefined) {
    const found = schema.anyOf.flatMap((one) => schemaAt(one, path) ?? []);
    return found.length <= 1 ? found[0] : { anyOf: found };
  }
  if (schema.type === 'object' && schema.properties !== undefined) {
    const inner = Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
    return inner === undefined ? undefined : schemaAt(inner, rest);
  }
  if (schema.type === 'array') return /^\d+$/.test(key) ? schemaAt(schema.items ?? {}, rest) : undefined;
  return schema.type === undefined || schema.type === 'object' ? {} : undefined;
}

/** The JSON types a schema takes; undefined where it takes any. */
export function typesOf(schema: JsonSchema): ReadonlySet<string> | undefined {
  if (schema.anyOf !== undefined) {
    const sets = schema.anyOf.map(typesOf);
    if (sets.some((types) => types === undefined)) return undefined;
    return new Set(sets.flatMap((types) => [...(types ?? [])]));
  }
  if (schema.type !== undefined) return new Set([schema.type]);
  const values = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  return values.length === 0 ? undefined : new Set(values.map(typeOfValue));
}

function typeOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
