import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import type { Approval } from '../src/contracts/approval.js';
import type { ChatMessage } from '../src/contracts/chat.js';
import type { ConversationSummary } from '../src/contracts/conversation.js';
import type { StrategyBrief } from '../src/contracts/game-strategy.js';
import type { PlanStep } from '../src/contracts/plan.js';
import type { RunEventBody } from '../src/contracts/run-event.js';
import type { JsonObject } from '../src/contracts/json.js';
import type { Telemetry } from '../src/core/telemetry.js';
import type { Planner, TurnMemory } from '../src/planner/planner.js';
import type { CallFacts } from '../src/policy/provenance/facts.js';
import type { ServiceTool } from '../src/services/service-tool.js';
import type { StepResult } from './state.js';

/**
 * What a graph needs of the run it works for; one object per run, handed over with each invoke as `context` and never kept.
 */
export interface RunContext {
  userId: string;
  now: Date;
  /** The last turns, oldest first, without the current message. */
  history: readonly ChatMessage[];
  /** What the conversation was about before them, and how many are in neither. */
  summary?: ConversationSummary;
  omitted?: number;
  planner: Planner;
  /** The tools this mode and this user may use. */
  tools: ReadonlyMap<string, ServiceTool>;
  signal: AbortSignal;
  /** What the reply must tell the person besides: what policy took out of their message. */
  notices: string[];
  /** What policy has the reply say instead of doing what the message asks; undefined where it is served. */
  refusal: string | undefined;
  /** What is remembered of the person and matters to this turn, the best first. */
  memories?: readonly TurnMemory[];
  /** What the Player ASI asks, where it is not a person who does. */
  brief?: StrategyBrief;
  /** What is said in place of a plan: an answer about what is remembered. */
  answered?: { text: string; memories: { id: string; text: string }[] };
  /** What is asked in place of a plan: which of several open questions a plain yes or no is for. */
  which?: { text: string; choices: { label: string; value: string }[] };
  /** The hosts that replies may link to. */
  linkHosts: ReadonlySet<string>;
  /** Speaks the reply's text as it comes; `end` after the last piece of what belongs together. */
  voice: { say(piece: string): void; end(): void };
  /** Does a part of the run within a span of its trace. */
  trace: Telemetry['span'];
  /** Puts a fact on the run's log. Saying the same fact twice is saying it once. */
  emit(event: RunEventBody): void;
  /**
   * Carries out one step whose arguments are resolved, resting on what the person said and on their approval where the tool
   * needs one. A failure is a result or, where the call may not be made, a `ToolError`.
   */
  callTool(
    step: PlanStep,
    args: JsonObject,
    grounds: { facts: CallFacts; approvalId: string | undefined },
  ): Promise<StepResult>;
  /** Set in a dry run: writes are rehearsed, and nobody is asked; `asks` tells which tools would wait for a yes. */
  rehearsal?: { asks(tool: string): boolean };
  /** True for a tool whose calls wait for a person's yes. */
  needsApproval(tool: string): boolean;
  /**
   * Puts the question on record, or asks the one again that is still `open`. Throws `ToolError` where the step may not be
   * done at all.
   */
  requestApproval(
    step: PlanStep,
    about: { args: JsonObject; facts: CallFacts; open: string | undefined },
  ): Promise<Approval>;
  limits: PlanLimits;
}

export interface PlanLimits {
  maxSteps: number;
  maxReplans: number;
}

export type NodeConfig = LangGraphRunnableConfig;

/** The run a node works for, from `{ context: { run } }`; a graph invoked without one is a bug. */
export function contextOf(config: NodeConfig): RunContext {
  const run: unknown = config.context?.['run'];
  if (run === undefined) throw new Error('The graph was invoked without a run context');
  return run as RunContext;
}
