import type { JsonObject, JsonValue } from '../contracts/json.js';
import type { StepDraft } from '../contracts/plan.js';
import { ToolError } from '../core/errors.js';
import type { Results } from './planner.js';

/** `${2.cart.id}`; a run of two or more `$` is an escape: one `$` is dropped and the rest stays text. */
const REFERENCE = /(?<!\$)(\$+)\{(\d{1,6})((?:\.[A-Za-z0-9_-]{1,64}|\[\d{1,6}\]){0,16})\}/g;

export type PlanProblemCode =
  'unknown_tool' | 'duplicate_id' | 'cycle' | 'dangling_after' | 'dangling_reference' | 'unordered_reference';

export interface PlanProblem {
  code: PlanProblemCode;
  stepId: number;
  message: string;
}

/** Replaces every reference in `args` by the value it names; throws `ToolError('invalid')` where there is none. */
export function resolveReferences(args: JsonObject, results: Results): JsonObject {
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, resolveValue(value, results)]));
}

/** A reference as it stands in an argument: its text, the step it names and what it names in its result. */
export interface Reference {
  text: string;
  stepId: number;
  path: string[];
}

/** The references in one text, in order. */
export function referencesOf(text: string): Reference[] {
  return [...text.matchAll(REFERENCE)]
    .filter((match) => match[1] === '$')
    .map((match) => ({ text: match[0], stepId: Number(match[2]), path: keysOf(match[3] ?? '') }));
}

/** The references in every text of a value. */
export function referencesIn(value: JsonValue): Reference[] {
  return stringsIn(value).flatMap(referencesOf);
}

/** The ids of the steps whose results `args` refers to, each once, in ascending order. */
export function referencedSteps(args: JsonObject): number[] {
  const ids = new Set(referencesIn(args).map(({ stepId }) => stepId));
  return [...ids].sort((a, b) => a - b);
}

/** Makes text of a person safe as an argument: whatever in it looks like a reference stays text. */
export function literal(text: string): string {
  return text.replace(REFERENCE, (match) => `$${match}`);
}

/** The same for every string in `args`. */
export function literalArgs(args: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, literalValue(value)]));
}

function literalValue(value: JsonValue): JsonValue {
  if (typeof value === 'string') return literal(value);
  if (Array.isArray(value)) return value.map(literalValue);
  return value !== null && typeof value === 'object' ? literalArgs(value) : value;
}

/** What is wrong with a plan before any of it runs; `doneIds` are steps of earlier revisions that may be referred to. */
export function checkPlan(
  steps: readonly StepDraft[],
  known: { toolNames: ReadonlySet<string>; doneIds: ReadonlySet<number> },
): PlanProblem[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const seen = new Set(known.doneIds);
  return steps.flatMap((step) => {
    const problems: PlanProblem[] = [];
    const report = (code: PlanProblemCode, message: string) =>
      problems.push({ code, stepId: step.id, message });
    if (seen.has(step.id)) report('duplicate_id', `Step id ${step.id} is used twice.`);
    seen.add(step.id);
    if (!known.toolNames.has(step.tool)) report('unknown_tool', `There is no tool ${step.tool}.`);
    for (const id of step.after) {
      if (!byId.has(id) && !known.doneIds.has(id)) report('dangling_after', `Step ${id} does not exist.`);
    }
    const earlier = ancestors(step, byId);
    if (earlier.has(step.id)) report('cycle', `Step ${step.id} waits for itself.`);
    for (const id of referencedSteps(step.args)) {
      if (known.doneIds.has(id) || (earlier.has(id) && byId.has(id))) continue;
      if (byId.has(id))
        report('unordered_reference', `Step ${step.id} uses step ${id} but does not wait for it.`);
      else report('dangling_reference', `Step ${step.id} uses step ${id}, which does not exist.`);
    }
    return problems;
  });
}

/** Every step that must be done before `step`, the step itself included where it waits in a circle. */
function ancestors(step: StepDraft, byId: ReadonlyMap<number, StepDraft>): Set<number> {
  const found = new Set<number>();
  const open = [...step.after];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(byId.get(id)?.after ?? []));
  }
  return found;
}

function resolveValue(value: JsonValue, results: Results): JsonValue {
  if (typeof value === 'string') return resolveText(value, results);
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, results));
  if (value !== null && typeof value === 'object') return resolveReferences(value, results);
  return value;
}

function resolveText(text: string, results: Results): JsonValue {
  const [first] = text.matchAll(REFERENCE);
  if (first !== undefined && first[0] === text && first[1] === '$') {
    return lookUp(Number(first[2]), first[3] ?? '', results);
  }
  return text.replace(REFERENCE, (match: string, dollars: string, id: string, path: string) =>
    dollars === '$' ? asText(lookUp(Number(id), path, results)) : match.slice(1),
  );
}

function lookUp(id: number, path: string, results: Results): JsonValue {
  const missing = () =>
    new ToolError('invalid', `Step ${id} has no result "${path.replace(/^\./, '')}" to go on with.`);
  const root = results.get(id);
  if (root === undefined) throw missing();
  let value: JsonValue = root;
  for (const key of keysOf(path)) {
    const next: JsonValue | undefined = child(value, key);
    if (next === undefined) throw missing();
    value = next;
  }
  return value;
}

function keysOf(path: string): string[] {
  return path.match(/[^.[\]]+/g) ?? [];
}

/** Own keys and array positions only, so that no path reaches a prototype. */
function child(value: JsonValue, key: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(key) ? value[Number(key)] : undefined;
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
  return value[key];
}

function asText(value: JsonValue): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function stringsIn(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(stringsIn);
}
