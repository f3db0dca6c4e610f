import type { z } from 'zod';
import type { JsonObject, JsonValue } from '../../contracts/json.js';
import type { Evidence, Facts } from './facts.js';
import type { Request } from './request.js';

/** What a write is held against. */
export interface Ground {
  facts: Facts;
  request: Request;
  /** All arguments of the call. */
  args: JsonObject;
}

/** True where a value came from the person, or from a trusted tool by the person's choice. */
export type Source = (value: JsonValue, ground: Ground) => boolean;

export interface Found<T> {
  step: Evidence;
  value: T;
}

/** The results of a tool in this plan that are what it promises, oldest first. */
export function resultsOf<T>({ facts }: Ground, tool: string, schema: z.ZodType<T>): Found<T>[] {
  return facts.evidence.flatMap((step) => {
    if (step.tool !== tool) return [];
    const read = schema.safeParse(step.result);
    return read.success ? [{ step, value: read.data }] : [];
  });
}

/** The other writes of one tool in this run. */
export function writesOf({ facts }: Ground, tool: string): JsonObject[] {
  return facts.writes.filter((write) => write.tool === tool).map(({ args }) => args);
}

export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
