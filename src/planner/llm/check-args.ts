import type { JsonObject, JsonValue } from '../../contracts/json.js';
import type { StepDraft } from '../../contracts/plan.js';
import type { ServiceTool } from '../../services/service-tool.js';
import { referencesIn, referencesOf, type Reference } from '../resolve-references.js';
import { schemaAt, toJsonSchema, typesOf, type JsonSchema } from './json-schema.js';

/** What is wrong with a step's arguments: against its tool's schema, and against the results that they refer to. */
export function checkArgs(
  step: StepDraft,
  tools: ReadonlyMap<string, ServiceTool>,
  toolOf: (stepId: number) => string | undefined,
): string[] {
  const tool = tools.get(step.tool);
  if (tool === undefined) return [];
  const where = `Step ${step.id} (${step.tool})`;
  const problems = [
    ...checkValues(tool, step.args),
    ...checkReferences(toJsonSchema(tool.args), step.args, (id) => tools.get(toolOf(id) ?? '')),
  ];
  return problems.map((problem) => `${where}: ${problem}`);
}

/** What the schema objects to, but for the places that a reference will fill. */
function checkValues(tool: ServiceTool, args: JsonObject): string[] {
  const checked = tool.args.safeParse(args);
  if (checked.success) return [];
  return checked.error.issues.flatMap((issue) => {
    const at = valueAt(args, issue.path);
    if (at !== undefined && referencesIn(at).length > 0) return [];
    const name = issue.path.join('.');
    return [name === '' ? issue.message : `argument "${name}": ${issue.message}`];
  });
}

function valueAt(value: JsonValue | undefined, path: readonly PropertyKey[]): JsonValue | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(value)) return typeof key === 'number' ? valueAt(value[key], rest) : undefined;
  if (value === null || typeof value !== 'object' || typeof key !== 'string') return undefined;
  return Object.hasOwn(value, key) ? valueAt(value[key], rest) : undefined;
}

type ToolOf = (stepId: number) => ServiceTool | undefined;

/** Each reference must name something its step's tool gives, of a type that can stand where it stands. */
function checkReferences(schema: JsonSchema, args: JsonObject, toolOf: ToolOf): string[] {
  return Object.entries(args).flatMap(([name, value]) => {
    const wanted = schemaAt(schema, [name]);
    return wanted === undefined ? [] : checkValue(wanted, { name, value }, toolOf);
  });
}

function checkValue(
  wanted: JsonSchema,
  { name, value }: { name: string; value: JsonValue },
  toolOf: ToolOf,
): string[] {
  if (typeof value === 'string') return checkText(wanted, { name, value }, toolOf);
  if (value === null || typeof value !== 'object') return [];
  const entries: [string, JsonValue][] = Array.isArray(value)
    ? value.map((item: JsonValue, index) => [String(index), item])
    : Object.entries(value);
  return entries.flatMap(([key, inner]) =>
    checkValue(schemaAt(wanted, [key]) ?? {}, { name: `${name}.${key}`, value: inner }, toolOf),
  );
}

function checkText(
  wanted: JsonSchema,
  { name, value }: { name: string; value: string },
  toolOf: ToolOf,
): string[] {
  const references = referencesOf(value);
  const isWhole = references.length === 1 && references[0]?.text === value;
  return references.flatMap((reference) => {
    const tool = toolOf(reference.stepId);
    if (tool === undefined) return [];
    const given = schemaAt(toJsonSchema(tool.result), reference.path);
    if (given === undefined) return [noSuchField(name, reference, tool)];
    const [have, want] = [typesOf(isWhole ? given : { type: 'string' }), typesOf(wanted)];
    if (have === undefined || want === undefined || [...have].some((type) => fits(type, want))) return [];
    return [`argument "${name}": ${reference.text} is ${list(have)}, but it must be ${list(want)}`];
  });
}

function noSuchField(name: string, { text, stepId }: Reference, tool: ServiceTool): string {
  const fields = Object.keys(toJsonSchema(tool.result).properties ?? {}).join(', ');
  return `argument "${name}": ${text} names nothing that step ${stepId} (${tool.name}) gives; its result has ${fields}`;
}

function fits(type: string, wanted: ReadonlySet<string>): boolean {
  return wanted.has(type) || (type === 'integer' && wanted.has('number'));
}

function list(types: ReadonlySet<string>): string {
  return [...types].join(' or ');
}
