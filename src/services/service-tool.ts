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

/** What is known where a call is rehearsed and not made. */
export interface Rehearsal extends ToolContext {
  /** The step it is in its plan. */
  stepId: number;
  now: Date;
  /** The steps of the plan that are done, the writes among them rehearsed as well. */
  before: readonly { tool: string; result: JsonValue }[];
}

interface CommonSpec<Args extends z.ZodObject, Result extends z.ZodType> {
  /** `orders.refund`: unique over all services. */
  name: string;
  service: ServiceName;
  /** For the model: what it does and when to use it. */
  description: string;
  /** For a person: one example request that leads to this tool. */
  example: string;
  args: Args;
  result: Result;
  /** Calls the service. Throws `ToolError`; anything else is a bug. */
  run(args: z.infer<Args>, context: ToolContext): Promise<z.infer<Result>>;
}

interface WriteSpec<Args extends z.ZodObject, Result extends z.ZodType> {
  effect: 'write';
  /**
   * What `run` would answer, as far as that can be known without it; it may look things up and throws `ToolError` where
   * `run` surely would. Ids it makes up are `rehearsedId`s.
   */
  rehearse(args: z.infer<Args>, rehearsal: Rehearsal): Promise<z.infer<Result>>;
}

interface ReadSpec<Args extends z.ZodObject, Result extends z.ZodType> {
  effect: 'read';
  /** The answer about something that was only rehearsed, which no service knows; undefined for everything else. */
  rehearse?(args: z.infer<Args>, rehearsal: Rehearsal): Promise<z.infer<Result> | undefined>;
}

export type ToolSpec<Args extends z.ZodObject, Result extends z.ZodType> = CommonSpec<Args, Result> &
  (WriteSpec<Args, Result> | ReadSpec<Args, Result>);

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
  /** What a write would come to, marked `dry_run`; for a read undefined where it is to be called. Throws `ToolError`. */
  rehearse(args: JsonObject, rehearsal: Rehearsal): Promise<JsonValue | undefined>;
  /** The same as `call` for LangChain: takes the context from `config.configurable.tool_context`, returns JSON text. */
  asLangChain(): StructuredToolInterface;
}

/** Makes a tool of a spec. Its schema is strict; the gate, or LangChain, parses with it before `run`. */
export function createServiceTool<Args extends z.ZodObject, Result extends z.ZodType>(
  spec: ToolSpec<Args, Result>,
): ServiceTool {
  const args = spec.args.strict();
  const call = async (checked: JsonObject, context: ToolContext): Promise<JsonValue> =>
    (await spec.run(checked as z.infer<Args>, context)) as JsonValue;
  const rehearse: ServiceTool['rehearse'] = async (checked, rehearsal) => {
    const standIn = await spec.rehearse?.(checked as z.infer<Args>, rehearsal);
    return standIn === undefined ? undefined : { ...(standIn as JsonObject), dry_run: true };
  };
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
  return { name, service, effect, description, example, args, result, call, rehearse, asLangChain };
}

const FIRST_REHEARSED = 900_000_000;

/** The number of something that a step would make: no service gives such numbers out. */
export function rehearsedId({ stepId }: Rehearsal): number {
  return FIRST_REHEARSED + stepId;
}
