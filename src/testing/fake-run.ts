import { NO_TELEMETRY } from '../core/telemetry.js';
import type { RunContext } from '../../graphs/run-context.js';
import type { StepResult } from '../../graphs/state.js';
import type { JsonObject } from '../contracts/json.js';
import type { PlanStep } from '../contracts/plan.js';
import type { RunEventBody } from '../contracts/run-event.js';
import { ToolError } from '../core/errors.js';
import { createScriptedPlanner } from './scripted-planner.js';
import { createStubTools, type StubTools } from './stub-tools.js';

export interface FakeRun {
  context: RunContext;
  stub: StubTools;
  /** What the graph has put on the log, in order. */
  events: RunEventBody[];
  /** What was said to the person while the reply was written. */
  spoken: string[];
}

/** What a graph needs of a run, without a run: stub tools called directly, nothing on record, nobody to ask. */
export function createFakeRun(overrides: Partial<RunContext> = {}): FakeRun {
  const stub = createStubTools();
  const events: RunEventBody[] = [];
  const spoken: string[] = [];
  const signal = new AbortController().signal;
  const callTool = async (step: PlanStep, args: JsonObject): Promise<StepResult> => {
    try {
      const context = { userId: 'ada', sessionId: 'session', runId: 'run', signal, idempotencyKey: '' };
      const result = await stub.tools.get(step.tool)?.call(args, context);
      return { state: 'done', result: result ?? null };
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      return { state: 'failed', error: error.toStepError() };
    }
  };
  const context: RunContext = {
    userId: 'ada',
    now: new Date('2026-05-01T12:00:00.000Z'),
    history: [],
    notices: [],
    refusal: undefined,
    linkHosts: new Set<string>(),
    signal,
    planner: createScriptedPlanner(),
    tools: stub.tools,
    voice: { say: (piece) => void spoken.push(piece), end: () => undefined },
    emit: (event) => void events.push(event),
    trace: NO_TELEMETRY.span,
    callTool,
    needsApproval: () => false,
    requestApproval: () => Promise.reject(new Error('Nobody is there to be asked')),
    limits: { maxSteps: 16, maxReplans: 2 },
    ...overrides,
  };
  return { context, stub, events, spoken };
}
