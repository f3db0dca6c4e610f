import { JsonObject, type JsonValue } from '../contracts/json.js';
import type { Clock } from '../core/clock.js';
import { uuidv7 } from '../core/ids.js';
import { redactDeep } from '../policy/text/redact-deep.js';
import type { ToolGate } from '../policy/tool-gate.js';
import { checkToolCall } from '../policy/tool-policy.js';
import type { ServiceTool, ToolContext } from '../services/service-tool.js';
import type { Ledger } from './ledger.js';

export interface PersonCall {
  tool: string;
  args: JsonObject;
  userId: string;
  scopes: readonly string[];
  /** Gives what a write would come to in place of making it. */
  dryRun?: boolean;
  signal: AbortSignal;
}

export interface PersonCallDeps {
  tools: ReadonlyMap<string, ServiceTool>;
  gate: ToolGate;
  ledger: Ledger;
  clock: Clock;
}

/** Runs one tool outside any conversation, through the gate and, where it writes, the ledger. Throws `ToolError`. */
export async function callToolForPerson(deps: PersonCallDeps, call: PersonCall): Promise<JsonValue> {
  // The record keeps them, and nobody else looks for secrets on this way.
  const given = JsonObject.parse(redactDeep(call.args).value);
  const { tool, args } = checkToolCall({ tool: call.tool, args: given }, deps.tools);
  deps.gate.checkScope({ tool, args }, call);
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
  if (call.dryRun === true) return rehearse({ tool, args }, deps, { ...call, sessionId, runId });
  const write = { runId, attempt: 1, sessionId, userId: call.userId, stepId: 1, tool: tool.name, args };
  // A person who names a tool and its arguments has said what they want: there is nobody else to ask.
  const authorise = async (key: string): Promise<void> => {
    await deps.gate.checkLast({ tool, args }, { ...call, sessionId, runId }, { ...ALONE, key });
  };
  return deps.ledger.carryOut(write, { authorise, send });
}

async function rehearse(
  { tool, args }: { tool: ServiceTool; args: JsonObject },
  { gate, clock }: PersonCallDeps,
  caller: PersonCall & { sessionId: string; runId: string },
): Promise<JsonValue> {
  await gate.checkLast({ tool, args }, caller, { ...ALONE, key: undefined });
  const { userId, sessionId, runId, signal } = caller;
  const rehearsal = {
    userId,
    sessionId,
    runId,
    signal,
    idempotencyKey: '',
    stepId: 1,
    now: clock.now(),
    before: [],
  };
  return (await tool.rehearse(args, rehearsal)) ?? null;
}

/** There is no plan around it in which anything was shown. */
const ALONE = { request: undefined, evidence: [] };
