import { z } from 'zod';

type Json = Record<string, unknown>;

/** zod schemas as JSON Schema, with references between them that hold within one OpenAPI document. */
export interface SchemaBook {
  /** `components.schemas` of the document. */
  named: Record<string, Json>;
  /** A reference where the schema has a name, the schema itself where it has none. */
  of(schema: z.ZodType): Json;
}

export function createSchemaBook(names: Record<string, z.ZodType>, others: readonly z.ZodType[]): SchemaBook {
  const ids = new Map(Object.entries(names).map(([name, schema]) => [schema, name]));
  for (const schema of others) if (!ids.has(schema)) ids.set(schema, `unnamed-${ids.size}`);
  const all = toJsonSchemas(ids);
  return {
    named: Object.fromEntries(Object.keys(names).map((name) => [name, all[name] ?? {}])),
    of: (schema) => {
      const id = ids.get(schema) ?? '';
      return id in names ? { $ref: pointerTo(id) } : (all[id] ?? {});
    },
  };
}

/** In one pass: only then does zod know which schemas to refer to instead of writing them out. */
function toJsonSchemas(ids: ReadonlyMap<z.ZodType, string>): Record<string, Json> {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of ids) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: pointerTo });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutIds(schema)]));
}

/** Inside a document a schema is named by its place, not by an address of its own. */
function withoutIds(schema: Json): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'));
}

function pointerTo(id: string): string {
  return `#/components/schemas/${id}`;
}
