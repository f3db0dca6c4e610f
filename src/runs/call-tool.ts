import type { StepResult } from '../../graphs/state.js';
import type { JsonObject, JsonValue } from '../contracts/json.js';
import type { PlanStep, StepError } from '../contracts/plan.js';
import type { RunEvent, RunEventBody } from '../contracts/run-event.js';
import { ToolError } from '../core/errors.js';
import type { Metrics } from '../core/metrics.js';
import { checkToolCall } from '../policy/tool-policy.js';
import type { ServiceTool, ToolContext } from '../services/service-tool.js';
import type { Approvals } from './approvals.js';
import type { Ledger } from './ledger.js';

export interface ToolCaller {
  /** `approvalId` is the yes that a tool which needs one rests on. */
  call(step: PlanStep, args: JsonObject, approvalId: string | undefined): Promise<StepResult>;
}

export interface ToolCallerDeps {
  run: { runId: string; sessionId: string; userId: string; attempt: number };
  tools: ReadonlyMap<string, ServiceTool>;
  /** What earlier attempts have committed: a call that ended then is not made again. */
  stored: RunEvent[];
  ledger: Ledger;
  approvals: Approvals;
  emit: (event: RunEventBody) => void;
  metrics: Pick<Metrics, 'toolFinished'>;
  signal: AbortSignal;
  /** How many calls of one run may be under way at once. */
  maxParallel: number;
}

/** Carries out the steps of one run: gate, record, call, record. */
export function createToolCaller(deps: ToolCallerDeps): ToolCaller {
  const ended = endedCalls(deps.stored);
  const slots = createSlots(deps.maxParallel);
  return {
    async call(step, args, approvalId) {
      const known = ended.get(step.id);
      if (known !== undefined) return known;
      const { tool, args: checked } = checkToolCall({ tool: step.tool, args }, deps.tools);
      await slots.take();
      try {
        return await callOnce(deps, { step, tool, args: checked, approvalId });
      } finally {
        slots.give();
      }
    },
  };
}

interface Call {
  step: PlanStep;
  tool: ServiceTool;
  args: JsonObject;
  approvalId: string | undefined;
}

async function callOnce(deps: ToolCallerDeps, call: Call): Promise<StepResult> {
  const { tool, step, args } = call;
  const about = { step_id: step.id, tool: tool.name, service: tool.service };
  deps.signal.throwIfAborted();
  deps.emit({ type: 'tool.started', ...about, args, effect: tool.effect });
  const started = performance.now();
  const took = (): number => Math.round((performance.now() - started) * 100) / 100;
  try {
    const result = await send(deps, call);
    deps.emit({ type: 'tool.finished', ...about, result, duration_ms: took() });
    deps.metrics.toolFinished(tool.name, 'done', took() / 1000);
    return { state: 'done', result };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    deps.metrics.toolFinished(tool.name, error.code, took() / 1000);
    // A cancelled run is not told to the planner, it ends.
    deps.signal.throwIfAborted();
    const failure: StepError = error.toStepError();
    deps.emit({ type: 'tool.failed', ...about, error: failure, duration_ms: took() });
    return { state: 'failed', error: failure };
  }
}

function send(deps: ToolCallerDeps, { tool, step, args, approvalId }: Call): Promise<JsonValue> {
  const { runId, sessionId, userId, attempt } = deps.run;
  const call = (idempotencyKey: string): Promise<JsonValue> => {
    const context: ToolContext = { userId, sessionId, runId, signal: deps.signal, idempotencyKey };
    return tool.call(args, context);
  };
  if (tool.effect === 'read') return call('');
  const write = { runId, attempt, sessionId, userId, stepId: step.id, tool: tool.name, args };
  const authorise = async (key: string): Promise<void> => {
    if (deps.approvals.needed(tool.name)) await deps.approvals.use(deps.run, { approvalId, tool, args, key });
  };
  return deps.ledger.carryOut(write, { authorise, send: call });
}

function endedCalls(stored: RunEvent[]): Map<number, StepResult> {
  const ended = new Map<number, StepResult>();
  for (const event of stored) {
    if (event.type === 'tool.finished') ended.set(event.step_id, { state: 'done', result: event.result });
    if (event.type === 'tool.failed') ended.set(event.step_id, { state: 'failed', error: event.error });
  }
  return ended;
}

/** At most `count` holders at a time; the others wait in order. */
function createSlots(count: number): { take(): Promise<void>; give(): void } {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    take() {
      if (free > 0) {
        free -= 1;
        return Promise.resolve();
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    give() {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
}
