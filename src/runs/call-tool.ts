import type { StepResult } from '../../graphs/state.js';
import type { Approval } from '../contracts/approval.js';
import type { JsonObject, JsonValue } from '../contracts/json.js';
import type { PlanStep, StepError } from '../contracts/plan.js';
import type { RunEvent, RunEventBody } from '../contracts/run-event.js';
import { ToolError } from '../core/errors.js';
import type { Metrics } from '../core/metrics.js';
import type { Span, SpanStart, Telemetry } from '../core/telemetry.js';
import { describeWrite } from '../policy/approval-policy.js';
import { resultsIn, type CallFacts } from '../policy/provenance/facts.js';
import type { Caller, ToolGate } from '../policy/tool-gate.js';
import type { ServiceTool, ToolContext } from '../services/service-tool.js';
import type { Approvals } from './approvals.js';
import { dryMark } from './dry-mark.js';
import type { RecordedCalls } from './forks/recorded-calls.js';
import { createCallGuard, type Admitted, type CallGuard } from './call-guard.js';
import type { Ledger } from './ledger.js';
import { assertPossible, rehearseCall } from './rehearse-call.js';

export interface ToolCaller {
  call(step: PlanStep, args: JsonObject, grounds: CallGrounds): Promise<StepResult>;
  /** Asks the person about a step. Throws `ToolError` where it would be refused, or surely fail, whatever they answer. */
  ask(step: PlanStep, about: QuestionGrounds): Promise<Approval>;
}

export interface CallGrounds {
  /** The yes that a tool which needs one rests on. */
  approvalId: string | undefined;
  facts: CallFacts;
}

export interface QuestionGrounds {
  args: JsonObject;
  facts: CallFacts;
  /** The question that was asked about the step before and is still open. */
  open: string | undefined;
}

export interface ToolCallerDeps {
  /** The writes of a dry run are neither made nor put on record; their results say what they would come to. */
  run: Caller & { attempt: number; dryRun: boolean };
  tools: ReadonlyMap<string, ServiceTool>;
  /** What earlier attempts have committed: a call that ended then is not made again. */
  stored: RunEvent[];
  /** The calls that a fork takes from its parent; left out by a run of its own. */
  recorded?: RecordedCalls;
  ledger: Ledger;
  gate: ToolGate;
  approvals: Approvals;
  emit: (event: RunEventBody) => void;
  metrics: Pick<Metrics, 'toolFinished'>;
  trace: Telemetry['span'];
  signal: AbortSignal;
  /** How many calls of one run may be under way at once. */
  maxParallel: number;
  now: () => Date;
}

/** Carries out the steps of one run: gate, record, call, record. */
export function createToolCaller(deps: ToolCallerDeps): ToolCaller {
  const ended = endedCalls(deps.stored);
  const slots = createSlots(deps.maxParallel);
  const guard = createCallGuard(deps);
  const isApproved = (step: PlanStep, id: string | undefined): boolean =>
    deps.approvals.needed(step.tool) && id !== undefined;
  return {
    async call(step, args, { approvalId, facts }) {
      const known = ended.get(step.id) ?? deps.recorded?.take(step, args);
      if (known?.state === 'done') guard.keep(step, args);
      if (known !== undefined) return known;
      const admitted = guard.admit(step, args, { facts, isApproved: isApproved(step, approvalId) });
      if (admitted.tool.effect === 'write') guard.keep(step, admitted.args);
      await slots.take();
      try {
        const call = { ...admitted, approvalId };
        return await deps.trace(spanOf(deps, call), (span) => callOnce({ ...deps, guard }, call, span));
      } finally {
        slots.give();
      }
    },
    async ask(step, { args, facts, open }) {
      const admitted = guard.admit(step, args, { facts, isApproved: false });
      const seen = await guard.authorise(admitted, undefined);
      await assertPossible(deps, admitted);
      const { tool, args: checked } = admitted;
      return deps.approvals.request(deps.run, { step, tool, args: checked, facts: seen, open });
    },
  };
}

type Call = Admitted & { approvalId: string | undefined };
type CallDeps = ToolCallerDeps & { guard: CallGuard };

function spanOf({ run }: ToolCallerDeps, { tool, step }: Call): SpanStart {
  return {
    name: `execute_tool ${tool.name}`,
    attributes: {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': tool.name,
      'gen_ai.tool.type': 'function',
      'gen_ai.tool.call.id': `${run.runId}:${step.id}`,
      'veze.service': tool.service,
      'veze.effect': tool.effect,
    },
  };
}

async function callOnce(deps: CallDeps, call: Call, span: Span): Promise<StepResult> {
  const { tool, step, args } = call;
  const about = { step_id: step.id, tool: tool.name, service: tool.service };
  deps.signal.throwIfAborted();
  const dry = dryMark(deps.run.dryRun && tool.effect === 'write');
  deps.emit({ type: 'tool.started', ...about, args, effect: tool.effect, ...dry });
  const started = performance.now();
  const took = (): number => Math.round((performance.now() - started) * 100) / 100;
  try {
    const result = await send(deps, call);
    deps.emit({ type: 'tool.finished', ...about, result, duration_ms: took(), ...dry });
    deps.metrics.toolFinished(tool.name, dry.dry_run === true ? 'rehearsed' : 'done', took() / 1000);
    return { state: 'done', result };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    deps.metrics.toolFinished(tool.name, error.code, took() / 1000);
    span.fail(error.code);
    // A cancelled run is not told to the planner, it ends.
    deps.signal.throwIfAborted();
    const failure: StepError = error.toStepError();
    if (error.code !== 'unknown_outcome') deps.guard.drop(step);
    deps.emit({ type: 'tool.failed', ...about, error: failure, duration_ms: took() });
    return { state: 'failed', error: failure };
  }
}

async function send(deps: CallDeps, admitted: Call): Promise<JsonValue> {
  const { tool, step, args, approvalId } = admitted;
  const { runId, sessionId, userId, attempt } = deps.run;
  const call = (idempotencyKey: string): Promise<JsonValue> => {
    const context: ToolContext = { userId, sessionId, runId, signal: deps.signal, idempotencyKey };
    return tool.call(args, context);
  };
  if (deps.run.dryRun) {
    if (tool.effect === 'write') await deps.guard.authorise(admitted, undefined);
    return rehearseCall(deps, admitted, () => call(''));
  }
  if (tool.effect === 'read') return call('');
  const write = { runId, attempt, sessionId, userId, stepId: step.id, tool: tool.name, args };
  const authorise = async (key: string): Promise<void> => {
    const facts = await deps.guard.authorise(admitted, key);
    if (!deps.approvals.needed(tool.name)) return;
    const { amount } = describeWrite(tool.name, args, resultsIn(facts));
    await deps.approvals.use(deps.run, { approvalId, tool, args, key, amount });
  };
  return deps.ledger.carryOut(write, { authorise, send: call });
}

function endedCalls(stored: RunEvent[]): Map<number, StepResult> {
  const ended = new Map<number, StepResult>();
  for (const event of stored) {
    if (event.type === 'tool.finished') ended.set(event.step_id, { state: 'done', result: event.result });
    if (event.type === 'tool.failed') ended.set(event.step_id, { state: 'failed', error: event.error });
    // A refused call has no other end.
    if (event.type === 'plan.step' && event.state === 'failed' && event.error !== undefined)
      ended.set(event.step_id, { state: 'failed', error: event.error });
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
