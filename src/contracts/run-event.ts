import { z } from 'zod';
import { Reply } from './chat.js';
import { Dialog } from './dialog.js';
import { JsonObject, JsonValue } from './json.js';
import { RecalledMemory } from './memory.js';
import { Mode, ServiceName } from './mode.js';
import { DryRun, Plan, StepError, StepState } from './plan.js';

export const PlannerName = z.enum(['rules', 'llm']);
export type PlannerName = z.infer<typeof PlannerName>;

/** What a call of the language model is for. */
export const ModelPurpose = z.enum([
  'route',
  'plan',
  'replan',
  'respond',
  'repair',
  'summary',
  'memory',
  'strategy',
]);
export type ModelPurpose = z.infer<typeof ModelPurpose>;

/** Who can say where a turn belongs: the tables of the rules, likeness in meaning, or the language model. */
export const RouteSource = z.enum(['rules', 'meaning', 'llm']);
export type RouteSource = z.infer<typeof RouteSource>;

const routed = {
  specialist: z.string(),
  /** What the person wants, in the words of whoever said so: `order.refund`. */
  intent: z.string(),
  confidence: z.number().min(0).max(1),
  by: RouteSource,
};

/** Who takes the turn, and who said so. */
export const Route = z.object({
  ...routed,
  reason: z.string(),
  /** The likeliest intents with their scores, the best first, where meaning was asked. */
  candidates: z.array(z.object({ intent: z.string(), score: z.number() })).optional(),
  /** What the others who were asked said. */
  shadow: z.array(z.object(routed)).optional(),
  /** True where one of them named another specialist. */
  disagreed: z.boolean().optional(),
});
export type Route = z.infer<typeof Route>;

/** True on a call that a fork took from the record of its parent and did not make. */
const Replayed = z.literal(true).optional();

const ToolCallRef = { step_id: z.int(), tool: z.string(), service: ServiceName };

/** What happened, without the envelope. Every client, the console, the log and the evals read these and nothing else. */
export const RunEventBody = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run.started'),
    mode: Mode,
    user_id: z.string(),
    planner: PlannerName,
    dry_run: DryRun,
    /** Set where no person asked. */
    source: z.literal('game').optional(),
    /** The run whose record this one follows up to event `at`, where it forks one. */
    fork: z.object({ run_id: z.string(), at: z.int().min(0) }).optional(),
  }),
  z.object({ type: z.literal('node.started'), node: z.string(), visit: z.int() }),
  z.object({
    type: z.literal('node.finished'),
    node: z.string(),
    visit: z.int(),
    duration_ms: z.number(),
  }),
  z.object({
    type: z.literal('route.chosen'),
    route: Route,
    /** What earlier turns left to this one, where they left something. */
    dialog: Dialog.optional(),
  }),
  z.object({ type: z.literal('plan.created'), plan: Plan }),
  z.object({
    type: z.literal('plan.step'),
    step_id: z.int(),
    tool: z.string(),
    label: z.string(),
    state: StepState,
    error: StepError.optional(),
    dry_run: DryRun,
  }),
  z.object({ type: z.literal('plan.replanned'), plan: Plan, cause: z.string() }),
  z.object({
    type: z.literal('tool.started'),
    ...ToolCallRef,
    args: JsonObject,
    effect: z.enum(['read', 'write']),
    dry_run: DryRun,
    replayed: Replayed,
  }),
  z.object({
    type: z.literal('tool.finished'),
    ...ToolCallRef,
    result: JsonValue,
    duration_ms: z.number(),
    dry_run: DryRun,
    replayed: Replayed,
  }),
  z.object({
    type: z.literal('tool.failed'),
    ...ToolCallRef,
    error: StepError,
    duration_ms: z.number(),
    replayed: Replayed,
  }),
  /** Ids and scores only: what they say is their owner's to erase. */
  z.object({ type: z.literal('memory.recalled'), memories: z.array(RecalledMemory.omit({ text: true })) }),
  z.object({
    type: z.literal('policy.decision'),
    stage: z.enum(['input', 'tool', 'reply']),
    /** The step of the plan it is about, where it is about one. */
    step_id: z.int().optional(),
    decision: z.enum(['pass', 'changed', 'refused']),
    reasons: z.array(z.string()),
    /** What was found where, never the values; offsets in the message as it was sent. */
    findings: z.array(z.object({ class: z.string(), start: z.int(), end: z.int() })).optional(),
    policy_version: z.string().optional(),
  }),
  z.object({ type: z.literal('approval.requested'), approval_id: z.string(), request: JsonObject }),
  z.object({ type: z.literal('approval.answered'), approval_id: z.string(), decision: z.string() }),
  z.object({ type: z.literal('text.delta'), index: z.int(), text: z.string() }),
  z.object({ type: z.literal('reply'), reply: Reply }),
  z.object({
    type: z.literal('model.finished'),
    /** Counts the run's calls of the model from 1. */
    call: z.int().min(1),
    purpose: ModelPurpose,
    model: z.string(),
    /** `done`, or why it came to nothing. */
    outcome: z.string(),
    input_tokens: z.int().min(0),
    output_tokens: z.int().min(0),
    cost_usd: z.number().min(0),
    /** The provider did not say how many tokens. */
    estimated: z.boolean().optional(),
    duration_ms: z.number(),
    prompt_version: z.string(),
  }),
  z.object({ type: z.literal('budget.downgraded'), from: z.string(), to: z.string(), reason: z.string() }),
  z.object({ type: z.literal('run.finished'), outcome: z.literal('done') }),
  z.object({ type: z.literal('run.failed'), code: z.string(), message: z.string() }),
  z.object({
    type: z.literal('run.cancelled'),
    reason: z.string(),
    /** What the person should know of it, where there is more than that it was cancelled. */
    message: z.string().optional(),
  }),
]);
export type RunEventBody = z.infer<typeof RunEventBody>;
export type RunEventType = RunEventBody['type'];

/** `seq` counts from 1 without gaps within a run; `at` is an ISO 8601 instant. */
export const RunEventEnvelope = z.object({
  seq: z.int().min(1),
  run_id: z.string(),
  session_id: z.string(),
  at: z.string(),
});

export const RunEvent = RunEventEnvelope.and(RunEventBody);
export type RunEvent = z.infer<typeof RunEventEnvelope> & RunEventBody;

const TERMINAL: ReadonlySet<RunEventType> = new Set(['run.finished', 'run.failed', 'run.cancelled']);

/** True for the one event that ends a run; nothing follows it. */
export function isTerminal(event: { type: RunEventType }): boolean {
  return TERMINAL.has(event.type);
}
