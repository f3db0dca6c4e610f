import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { JsonObject, JsonValue } from '../../src/contracts/json.js';
import { StepError } from '../../src/contracts/plan.js';
import { TOOL_ERROR_CODES, ToolError } from '../../src/core/errors.js';
import { hashOf } from '../../src/core/ids.js';
import type { ServiceTool } from '../../src/services/service-tool.js';

/** One call of a tool and what came of it. */
export const RecordedCall = z.object({
  tool: z.string(),
  args: JsonObject,
  outcome: z.union([z.object({ result: JsonValue }), z.object({ error: StepError })]),
});
export type RecordedCall = z.infer<typeof RecordedCall>;

/** The calls of a conversation in the order they ended. */
export const RecordedCalls = z.object({ calls: z.array(RecordedCall) });

/**
 * The same tools, answering what they answered in life: the same call gets its answers in order, and the last one again. A call
 * that was never made is refused as one nobody can answer.
 */
export async function readRecordedTools(
  tools: ReadonlyMap<string, ServiceTool>,
  file: string,
): Promise<ReadonlyMap<string, ServiceTool>> {
  const { calls } = RecordedCalls.parse(JSON.parse(await readFile(file, 'utf8')));
  const byCall = new Map<string, RecordedCall['outcome'][]>();
  for (const { tool, args, outcome } of calls) {
    const key = hashOf(tool, args);
    byCall.set(key, [...(byCall.get(key) ?? []), outcome]);
  }
  const answer = async (name: string, args: JsonObject): Promise<JsonValue> => {
    const outcomes = byCall.get(hashOf(name, args)) ?? [];
    const outcome = outcomes.length > 1 ? outcomes.shift() : outcomes[0];
    if (outcome === undefined) throw new Error(`This call is not on record: ${name} ${JSON.stringify(args)}`);
    if ('error' in outcome) throw toolErrorOf(outcome.error);
    return outcome.result;
  };
  return new Map(
    [...tools].map(([name, tool]) => [
      name,
      { ...tool, call: (args: JsonObject) => answer(name, args), rehearse: rehearsalOf(tool) },
    ]),
  );
}

/** The services behind a recording know nothing of what it is about: that they refuse says nothing. */
function rehearsalOf(tool: ServiceTool): ServiceTool['rehearse'] {
  return async (args, rehearsal) => {
    try {
      return await tool.rehearse(args, rehearsal);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      return { dry_run: true };
    }
  };
}

function toolErrorOf({ code, message, service, choices }: StepError): ToolError {
  const known = TOOL_ERROR_CODES.find((one) => one === code) ?? 'internal';
  return new ToolError(known, message, {
    ...(service === undefined ? {} : { service }),
    ...(choices === undefined ? {} : { choices }),
  });
}
