import { tool, type StructuredToolInterface } from '@langchain/core/tools';
import type { RunnableConfig } from '@langchain/core/runnables';
import type { z } from 'zod';
import type { JsonObject, JsonValue } from '../contracts/json.js';
import type { ServiceName } from '../contracts/mode.js';

export type Effect = 'read' | 'write';

/** What a call knows about the turn it belongs to. Never comes from the model's arguments. */
export interface ToolContext {
  userId: string;
  sessionId: string;
  runId: string;
  signal: AbortSignal;
  /** Sent upstream with every write, so that a repeated call is done once. */
  idempotencyKey: string;
}

export interface ToolSpec<Args extends z.ZodObject, Result extends z.ZodType> {
  /** `orders.refund`: unique over all services. */
  name: string;
  service: ServiceName;
  effect: Effect;
  /** For the model: what it does and when to use it. */
  description: string;
  /** For a person: one example request that leads to this tool. */
  example: string;
  args: Args;
  result: Result;
  /** Calls the service. Throws `ToolError`; anything else is a bug. */
  run(args: z.infer<Args>, context: ToolContext): Promise<z.infer<Result>>;
}

/** One operation of one VEZE service, as a LangChain tool and with what the gate and the pages need to know of it. */
export interface ServiceTool {
  name: string;
  service: ServiceName;
  effect: Effect;
  description: string;
  example: string;
  /** Strict: unknown keys are refused. */
  args: z.ZodObject;
  result: z.ZodType;
  /** Takes arguments that have passed the gate (`checkToolCall`), resolves to the parsed result; throws `ToolError`. */
  call(args: JsonObject, context: ToolContext): Promise<JsonValue>;
  /** The same for LangChain: takes the context from `config.configurable.tool_context`, returns JSON text. */
  asLangChain(): StructuredToolInterface;
}

/** Makes a tool of a spec. Its schema is strict; the gate, or LangChain, parses with it before `run`. */
export function createServiceTool<Args extends z.ZodObject, Result extends z.ZodType>(
  spec: ToolSpec<Args, Result>,
): ServiceTool {
  const args = spec.args.strict();
  const call = async (checked: JsonObject, context: ToolContext): Promise<JsonValue> =>
    (await spec.run(checked as z.infer<Args>, context)) as JsonValue;
  const asLangChain = (): StructuredToolInterface =>
    tool(
      async (input: unknown, config: RunnableConfig) => {
        const context = config.configurable?.['tool_context'] as ToolContext;
        return JSON.stringify(await call(input as JsonObject, context));
      },
      {
        name: spec.name,
        description: spec.description,
        schema: args,
        metadata: { service: spec.service, effect: spec.effect },
      },
    );
  const { name, service, effect, description, example, result } = spec;
  return { name, service, effect, description, example, args, result, call, asLangChain };
}
