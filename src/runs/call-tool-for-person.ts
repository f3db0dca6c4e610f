import type { JsonObject, JsonValue } from '../contracts/json.js';
import { uuidv7 } from '../core/ids.js';
import { checkToolCall } from '../policy/tool-policy.js';
import type { ServiceTool, ToolContext } from '../services/service-tool.js';
import type { Ledger } from './ledger.js';

export interface PersonCall {
  tool: string;
  args: JsonObject;
  userId: string;
  signal: AbortSignal;
}

/** Runs one tool outside any conversation, through the gate and, where it writes, the ledger. Throws `ToolError`. */
export async function callToolForPerson(
  deps: { tools: ReadonlyMap<string, ServiceTool>; ledger: Ledger },
  call: PersonCall,
): Promise<JsonValue> {
  const { tool, args } = checkToolCall(call, deps.tools);
  const runId = uuidv7();
  const sessionId = `action:${call.userId}`;
  const send = (idempotencyKey: string): Promise<JsonValue> => {
    const context: ToolContext = {
      userId: call.userId,
      sessionId,
      runId,
      signal: call.signal,
      idempotencyKey,
    };
    return tool.call(args, context);
  };
  if (tool.effect === 'read') return send('');
  const write = { runId, attempt: 1, sessionId, userId: call.userId, stepId: 1, tool: tool.name, args };
  // A person who names a tool and its arguments has said what they want: there is nobody else to ask.
  return deps.ledger.carryOut(write, { authorise: () => Promise.resolve(), send });
}
