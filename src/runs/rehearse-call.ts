import type { JsonObject, JsonValue } from '../contracts/json.js';
import type { PlanStep } from '../contracts/plan.js';
import { ToolError } from '../core/errors.js';
import { referencedSteps } from '../planner/resolve-references.js';
import type { CallFacts } from '../policy/provenance/facts.js';
import type { Caller } from '../policy/tool-gate.js';
import type { Rehearsal, ServiceTool } from '../services/service-tool.js';

export interface RehearseDeps {
  run: Caller;
  tools: ReadonlyMap<string, ServiceTool>;
  signal: AbortSignal;
  now: () => Date;
}

export interface RehearsedCall {
  tool: ServiceTool;
  step: PlanStep;
  args: JsonObject;
  facts: CallFacts;
}

/** What an admitted call of a dry run comes to: a stand-in for a write; a read is made, unless it is about a stand-in. */
export async function rehearseCall(
  deps: RehearseDeps,
  call: RehearsedCall,
  read: () => Promise<JsonValue>,
): Promise<JsonValue> {
  const { tool, args } = call;
  const standIn = await tool.rehearse(args, rehearsalOf(deps, call));
  if (standIn !== undefined) return standIn;
  if (tool.effect === 'write') throw new Error(`${tool.name} has no rehearsal`);
  return read().catch((error: unknown) => {
    throw isAboutStandIn(deps, call) ? notMade(error) : error;
  });
}

/** Codes by which a service says for good that something cannot be done; anything else may be otherwise in a moment. */
const FOR_GOOD: ReadonlySet<string> = new Set(['conflict', 'not_found']);

/** Throws what a write would surely fail with, so that nobody is asked for a yes that can come to nothing. */
export async function assertPossible(deps: RehearseDeps, call: RehearsedCall): Promise<void> {
  try {
    await call.tool.rehearse(call.args, rehearsalOf(deps, call));
  } catch (error) {
    deps.signal.throwIfAborted();
    if (!(error instanceof ToolError) || FOR_GOOD.has(error.code)) throw error;
  }
}

function rehearsalOf({ run, signal, now }: RehearseDeps, { step, facts }: RehearsedCall): Rehearsal {
  const { userId, sessionId, runId } = run;
  const about = { userId, sessionId, runId, signal, idempotencyKey: '' };
  return { ...about, stepId: step.id, now: now(), before: facts.evidence };
}

/** True where a step refers to the result of a write that was only rehearsed. */
function isAboutStandIn({ tools }: RehearseDeps, { step, facts }: RehearsedCall): boolean {
  const named = new Set(referencedSteps(step.args));
  return facts.evidence.some(({ stepId, tool }) => named.has(stepId) && tools.get(tool)?.effect === 'write');
}

/** That there is no such thing says nothing about what would be: in a dry run it was not made. */
function notMade(error: unknown): unknown {
  if (!(error instanceof ToolError) || error.code !== 'not_found') return error;
  const message = 'This looks at what an earlier step makes, and a dry run makes nothing, so I left it out.';
  const about = error.service === undefined ? {} : { service: error.service };
  return new ToolError('not_found', message, { ...about, cause: error });
}
