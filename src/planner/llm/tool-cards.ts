import { z } from 'zod';
import type { ServiceTool } from '../../services/service-tool.js';
import { toJsonSchema, type JsonSchema } from './json-schema.js';

/** What the model is told of the tools it may use: a few lines each, always in the same order. */
export function toolCards(tools: ReadonlyMap<string, ServiceTool>): string {
  return [...tools.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(cardOf)
    .join('\n\n');
}

const cards = new WeakMap<z.ZodType, string>();

/** A tool's schema never changes, so its card is made once. */
function cardOf(tool: ServiceTool): string {
  const known = cards.get(tool.args);
  if (known !== undefined) return known;
  const args = toJsonSchema(tool.args);
  const required = new Set(args.required ?? []);
  const lines = Object.entries(args.properties ?? {}).map(([name, schema]) => {
    const about = schema.description === undefined ? '' : ` ${schema.description}`;
    return `  ${name}: ${shapeOf(schema)}${required.has(name) ? '' : ', optional'}.${about}`;
  });
  const effect = tool.effect === 'write' ? ' (write: it changes something)' : '';
  const card = [
    `${tool.name}${effect}: ${tool.description}`,
    ...(lines.length === 0 ? ['  no arguments'] : lines),
    `  -> ${shapeOf(toJsonSchema(tool.result))}`,
  ].join('\n');
  cards.set(tool.args, card);
  return card;
}

/** A schema in a few words: `{id: integer, items: [{name: text}]}`. */
function shapeOf(schema: JsonSchema, depth = 0): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf !== undefined) return schema.anyOf.map((one) => shapeOf(one, depth)).join(' or ');
  if (schema.type === 'string') return schema.format === 'email' ? 'e-mail address' : 'text';
  if (schema.type === 'array') return `[${shapeOf(schema.items ?? {}, depth + 1)}]`;
  if (schema.type !== 'object') return schema.type ?? 'any value';
  if (depth > 3) return '{...}';
  const fields = Object.entries(schema.properties ?? {});
  return `{${fields.map(([name, inner]) => `${name}: ${shapeOf(inner, depth + 1)}`).join(', ')}}`;
}
