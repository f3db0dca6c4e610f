import type { JsonObject } from '../src/contracts/json.js';
import type { PlanStep } from '../src/contracts/plan.js';
import { systemClock } from '../src/core/clock.js';
import { readConfig } from '../src/core/config.js';
import { hashOf } from '../src/core/ids.js';
import { ToolError } from '../src/core/errors.js';
import { createMetrics } from '../src/core/metrics.js';
import { NO_TELEMETRY } from '../src/core/telemetry.js';
import { createRulesPlanner } from '../src/planner/rules/rules-planner.js';
import { checkToolCall } from '../src/policy/tool-policy.js';
import { createVoice } from '../src/runs/voice.js';
import type { ServiceTool } from '../src/services/service-tool.js';
import { createClosers } from '../src/wiring/closers.js';
import { openServices } from '../src/wiring/open-services.js';
import { createChain, type Chain } from './chain.js';
import { helm } from './helm.js';
import type { ModeDefinition } from './mode-definition.js';
import { player } from './player.js';
import type { NodeConfig, RunContext } from './run-context.js';
import type { StepResult } from './state.js';
import { support } from './support.js';

// What langgraph.json names: the three graphs for LangGraph's own tools, which invoke them without a run of ours around
// them. Input is `{ "message": "..." }`; run events come as custom stream events; nothing is put on record.

export const makeHelm = (): Promise<Chain> => make(helm);
export const makeSupport = (): Promise<Chain> => make(support);
export const makePlayer = (): Promise<Chain> => make(player);

async function make(definition: ModeDefinition): Promise<Chain> {
  const config = readConfig(process.env);
  // The sandbox, where one is started, lives as long as the tool that loaded the graph.
  const deps = {
    clock: systemClock,
    metrics: createMetrics({ processMetrics: false }),
    closers: createClosers(),
  };
  const services = await openServices(config, deps);
  const allowed = new Set(definition.tools);
  const tools = new Map([...services.tools].filter(([name]) => allowed.has(name)));
  const planner = createRulesPlanner();
  return createChain(definition, {
    serviceOf: (name) => {
      const tool = services.tools.get(name);
      if (tool === undefined) throw new Error(`No service has a tool ${name}`);
      return tool.service;
    },
    contextOf: (node) => createContext(node, { tools, planner, userId: config.anonymousUser }),
  });
}

const NO_HOSTS: ReadonlySet<string> = new Set();

function createContext(
  node: NodeConfig,
  fixed: Pick<RunContext, 'tools' | 'planner' | 'userId'>,
): RunContext {
  const signal = node.signal ?? new AbortController().signal;
  return {
    ...fixed,
    now: systemClock.now(),
    history: [],
    signal,
    notices: [],
    refusal: undefined,
    voice: createVoice((text, index) => node.writer?.({ type: 'text.delta', index, text }), NO_HOSTS),
    linkHosts: NO_HOSTS,
    emit: (event) => node.writer?.(event),
    trace: NO_TELEMETRY.span,
    callTool: (step, args) => callTool(step, args, { ...fixed, signal, scope: scopeOf(node) }),
    needsApproval: () => false,
    requestApproval: () => Promise.reject(new Error('Nothing is asked outside the service')),
    limits: { maxSteps: 16, maxReplans: 2 },
  };
}

interface CallContext {
  tools: ReadonlyMap<string, ServiceTool>;
  userId: string;
  signal: AbortSignal;
  scope: string;
}

async function callTool(step: PlanStep, raw: JsonObject, call: CallContext): Promise<StepResult> {
  try {
    const { tool, args } = checkToolCall({ tool: step.tool, args: raw }, call.tools);
    const idempotencyKey = hashOf('standalone', call.scope, step.id, step.tool, args);
    const { userId, signal, scope } = call;
    const result = await tool.call(args, { userId, signal, idempotencyKey, sessionId: scope, runId: scope });
    return { state: 'done', result };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { state: 'failed', error: error.toStepError() };
  }
}

/** The same for all nodes of one invocation, as far as the caller names it. */
function scopeOf(node: NodeConfig): string {
  const { thread_id: thread, run_id: run } = node.configurable ?? {};
  return `${String(thread ?? 'no-thread')}:${String(run ?? 'no-run')}`;
}
