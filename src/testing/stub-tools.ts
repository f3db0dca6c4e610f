import { z } from 'zod';
import type { JsonObject, JsonValue } from '../contracts/json.js';
import type { ServiceName } from '../contracts/mode.js';
import {
  createServiceTool,
  type Effect,
  type ServiceTool,
  type ToolContext,
} from '../services/service-tool.js';

export interface StubCall {
  tool: string;
  args: JsonObject;
  key: string;
  runId: string;
}

export interface StubTools {
  tools: ReadonlyMap<string, ServiceTool>;
  /** Every call that reached a tool, in order. */
  calls: StubCall[];
  /** What a tool does from now on, in the place of answering `{ ok: true }`. */
  answer(tool: string, act: (args: JsonObject, context: ToolContext) => Promise<JsonValue>): void;
}

const NAMES: [string, ServiceName, Effect][] = [
  ['catalog.list', 'commerce', 'read'],
  ['cart.create', 'commerce', 'write'],
  ['cart.add', 'commerce', 'write'],
  ['cart.get', 'commerce', 'read'],
  ['checkout', 'commerce', 'write'],
  ['orders.get', 'commerce', 'read'],
  ['orders.list', 'commerce', 'read'],
  ['orders.refund', 'commerce', 'write'],
  ['rag.ask', 'rag', 'read'],
  ['rag.search', 'rag', 'read'],
  ['summarize', 'rag', 'read'],
  ['email.compose', 'email', 'read'],
  ['email.send', 'email', 'write'],
  ['email.list', 'email', 'read'],
  ['npc.respond', 'xengine', 'read'],
  ['game.plan', 'xengine', 'read'],
  ['xengine.trends', 'xengine', 'read'],
  ['game.match', 'game', 'read'],
  ['game.analyze', 'game', 'read'],
  ['game.execute', 'game', 'write'],
  ['sports.scores', 'sports', 'read'],
  ['sports.fixtures', 'sports', 'read'],
  ['social.trending', 'social', 'read'],
  ['social.search', 'social', 'read'],
  ['social.post', 'social', 'write'],
];

/** What a stub says of a write that is rehearsed. */
const standIn = (tool: string) => async (args: object) => ({ tool, args: args as JsonObject });

/** Every tool of the service by name, without a service behind it: takes `{ n?: any, ref?: any }`, answers `{ ok: true }`. */
export function createStubTools(): StubTools {
  const calls: StubCall[] = [];
  const acts = new Map<string, (args: JsonObject, context: ToolContext) => Promise<JsonValue>>();
  const tools = NAMES.map(([name, service, effect]) =>
    createServiceTool({
      name,
      service,
      ...(effect === 'write' ? { effect, rehearse: standIn(name) } : { effect }),
      description: name,
      example: name,
      args: z.object({ n: z.json().optional(), ref: z.json().optional() }),
      result: z.json(),
      run: async (args, context) => {
        const { idempotencyKey: key, runId } = context;
        calls.push({ tool: name, args: args as JsonObject, key, runId });
        return (await acts.get(name)?.(args as JsonObject, context)) ?? { ok: true };
      },
    }),
  );
  return {
    tools: new Map(tools.map((tool) => [tool.name, tool])),
    calls,
    answer: (tool, act) => void acts.set(tool, act),
  };
}
