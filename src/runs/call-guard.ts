import type { JsonObject } from '../contracts/json.js';
import type { PlanStep } from '../contracts/plan.js';
import type { RunEventBody } from '../contracts/run-event.js';
import type { CallFacts, Facts } from '../policy/provenance/facts.js';
import { readRequest, type Request } from '../policy/provenance/request.js';
import { RefusedError } from '../policy/refused-error.js';
import type { Shop } from '../policy/check-cart.js';
import type { Caller, ToolGate } from '../policy/tool-gate.js';
import { checkToolCall } from '../policy/tool-policy.js';
import type { ServiceTool } from '../services/service-tool.js';

export interface GuardDeps {
  run: Caller & { dryRun: boolean };
  tools: ReadonlyMap<string, ServiceTool>;
  gate: ToolGate;
  emit: (event: RunEventBody) => void;
  signal: AbortSignal;
  now: () => Date;
}

/** A call that may be made. */
export interface Admitted {
  step: PlanStep;
  tool: ServiceTool;
  args: JsonObject;
  facts: CallFacts;
  /** What a write rests on; undefined for a read, and where a person said yes to exactly this. */
  request: Request | undefined;
}

/** The gate as one run meets it: it knows what the run has done, and puts every refusal on its log. */
export interface CallGuard {
  /** Throws `ToolError` where the call may not be made. Nothing is awaited: of two alike, the second sees the first. */
  admit(step: PlanStep, args: JsonObject, grounds: { facts: CallFacts; isApproved: boolean }): Admitted;
  /** The last check of an admitted write; without a key, only whether it would be refused. Gives the facts as they are by now. */
  authorise(call: Admitted, key: string | undefined): Promise<CallFacts>;
  /** A write of this run that is done or under way. */
  keep(step: PlanStep, args: JsonObject): void;
  /** It was not done after all. */
  drop(step: PlanStep): void;
}

export function createCallGuard(deps: GuardDeps): CallGuard {
  const { gate, run, tools } = deps;
  const begun = new Map<number, { tool: string; args: JsonObject }>();
  // A run has one message, so all its writes rest on one request.
  let request: Request | undefined;

  const check = (step: PlanStep, raw: JsonObject, facts: CallFacts, isApproved: boolean): Admitted => {
    const { tool, args } = checkToolCall({ tool: step.tool, args: raw }, tools);
    gate.checkScope({ tool, args }, run);
    if (tool.effect === 'read' || isApproved) return { step, tool, args, facts, request: undefined };
    const all: Facts = { ...facts, writes: writesBeside(step, { facts, begun, tools }) };
    request ??= readRequest(facts);
    gate.checkRequest({ tool, args }, { facts: all, request });
    return { step, tool, args, facts, request };
  };

  return {
    admit(step, raw, { facts, isApproved }) {
      try {
        return check(step, raw, facts, isApproved);
      } catch (error) {
        throw tell(deps, step, error);
      }
    },
    async authorise(call, key) {
      const { step, tool, args, facts, request } = call;
      try {
        const { evidence } = facts;
        const looked = await gate.checkLast({ tool, args }, run, {
          key,
          request,
          evidence,
          shop: shopOf(deps, facts),
        });
        return { ...facts, evidence: [...evidence, ...looked] };
      } catch (error) {
        throw tell(deps, step, error);
      }
    },
    keep: (step, args) => void begun.set(step.id, { tool: step.tool, args }),
    drop: (step) => void begun.delete(step.id),
  };
}

function tell({ emit }: GuardDeps, step: PlanStep, error: unknown): unknown {
  if (error instanceof RefusedError) {
    const reasons = [...error.reasons];
    emit({ type: 'policy.decision', stage: 'tool', step_id: step.id, decision: 'refused', reasons });
  }
  return error;
}

function writesBeside(
  { id }: PlanStep,
  known: { facts: CallFacts; begun: Map<number, Facts['writes'][number]>; tools: GuardDeps['tools'] },
): Facts['writes'] {
  const done = known.facts.evidence.filter(
    ({ tool, stepId }) => known.tools.get(tool)?.effect === 'write' && !known.begun.has(stepId),
  );
  return [...done, ...[...known.begun].flatMap(([stepId, write]) => (stepId === id ? [] : [write]))];
}

/** The shop as this run's tools know it; of a cart that was only rehearsed the plan alone knows. */
function shopOf({ tools, run, signal, now }: GuardDeps, { evidence }: CallFacts): Shop {
  const { userId, sessionId, runId, dryRun } = run;
  const context = { userId, sessionId, runId, signal, idempotencyKey: '' };
  const read = async (tool: string, raw: JsonObject): Promise<unknown> => {
    const call = checkToolCall({ tool, args: raw }, tools);
    const standIn = dryRun
      ? await call.tool.rehearse(call.args, { ...context, stepId: 0, now: now(), before: evidence })
      : undefined;
    return standIn ?? call.tool.call(call.args, context);
  };
  return {
    product: (id) => read('catalog.list', { query: id, pick: true }),
    cart: (args) => read('cart.get', args),
  };
}
