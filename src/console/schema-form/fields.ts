import { z } from 'zod';
import type { JsonObject } from '../../contracts/json.js';

/** How one argument is asked for. */
export interface Field {
  name: string;
  kind: 'text' | 'long' | 'number' | 'integer' | 'flag' | 'choice' | 'list' | 'json';
  description: string | undefined;
  choices: readonly string[];
  required: boolean;
  /** May be nothing, said as null. */
  nullable: boolean;
  maxLength: number | undefined;
}

const Property = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  description: z.string().optional(),
  maxLength: z.number().optional(),
  get anyOf(): z.ZodOptional<z.ZodArray<typeof Property>> {
    return z.array(Property).optional();
  },
  get items(): z.ZodOptional<typeof Property> {
    return Property.optional();
  },
});
type Property = z.infer<typeof Property>;

const Schema = z.object({
  properties: z.record(z.string(), Property).default({}),
  required: z.array(z.string()).default([]),
});

/** Longer texts get more than a line. */
const LONG = 500;

/** The fields of a JSON Schema of arguments; what has no field of its own kind is written as JSON. */
export function fieldsOf(schema: JsonObject): Field[] {
  const { properties, required } = Schema.parse(schema);
  return Object.entries(properties).map(([name, property]) => {
    const some = property.anyOf?.find(({ type }) => type !== 'null') ?? property;
    return {
      name,
      kind: kindOf(some),
      description: property.description ?? some.description,
      choices: some.enum?.map(String) ?? [],
      required: required.includes(name),
      nullable: property.anyOf?.some(({ type }) => type === 'null') ?? false,
      maxLength: some.maxLength,
    };
  });
}

function kindOf({ type, enum: choices, items, maxLength = 0 }: Property): Field['kind'] {
  if (choices !== undefined && choices.every((choice) => typeof choice === 'string')) return 'choice';
  if (type === 'string') return maxLength > LONG ? 'long' : 'text';
  if (type === 'number' || type === 'integer') return type;
  if (type === 'boolean') return 'flag';
  return type === 'array' && items?.type === 'string' ? 'list' : 'json';
}
