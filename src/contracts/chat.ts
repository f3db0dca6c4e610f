import { z } from 'zod';
import { Approval } from './approval.js';
import { JsonValue } from './json.js';
import { Mode } from './mode.js';
import { DryRun, PlanStep } from './plan.js';

/** An id the caller chose: the seed's clients send integers, ours send UUIDs. Text from here on. */
export const CallerId = z
  .union([z.int(), z.string().trim().min(1).max(128)])
  .transform(String)
  .pipe(z.string().regex(/^[\w.:@-]+$/, 'may hold letters, digits and . _ : @ - only'));

/** What to do with a message that arrives while the session's last one still runs. */
export const MultitaskStrategy = z.enum(['enqueue', 'reject', 'interrupt', 'rollback']);
export type MultitaskStrategy = z.infer<typeof MultitaskStrategy>;

/** `POST /chat`. The seed's fields; `multitask_strategy` and `dry_run` are ours. */
export const ChatRequest = z.object({
  session_id: CallerId.nullish(),
  user_id: CallerId.nullish(),
  mode: Mode.default('support'),
  message: z.string(),
  multitask_strategy: MultitaskStrategy.default('enqueue'),
  /** A rehearsal: everything is planned and looked up, nothing is changed, nobody is asked, nothing is remembered. */
  dry_run: z.boolean().default(false),
});
export type ChatRequest = z.infer<typeof ChatRequest>;

/** A write that a rehearsal came to and did not make. */
export const WouldDo = z.object({
  step_id: z.int(),
  tool: z.string(),
  /** "Buy 1 x Nebula Skin for 19.99 USD" */
  title: z.string(),
  amount: Approval.shape.amount,
  /** The person would be asked for their yes first. */
  asks: z.boolean(),
});
export type WouldDo = z.infer<typeof WouldDo>;

/** Where a statement of the reply comes from. */
export const Citation = z.object({
  id: z.string(),
  title: z.string(),
  section: z.string().optional(),
  quote: z.string().optional(),
});
export type Citation = z.infer<typeof Citation>;

/** Added to every kind of reply; the seed's clients ignore it. */
const common = {
  /** What a person reads. */
  text: z.string(),
  citations: z.array(Citation).optional(),
  /** The ids of the person's memories that the reply rests on. */
  memories: z.array(z.string()).optional(),
  plan: z
    .array(PlanStep.pick({ id: true, tool: true, label: true, state: true }).extend({ dry_run: DryRun }))
    .optional(),
  planner: z.enum(['rules', 'llm']).optional(),
  /** Why the answer is less than it could have been, where it is. */
  degraded: z.string().optional(),
  /** What waits for the person's yes: the first of `approvals`. */
  approval: Approval.optional(),
  approvals: z.array(Approval).optional(),
  /** What a person can say next, where there is a choice. */
  choices: z.array(z.object({ label: z.string(), value: z.string() })).optional(),
  /** Nothing was done: it was a rehearsal. */
  dry_run: DryRun,
  /** What would be done if it were none, in order. */
  would_do: z.array(WouldDo).optional(),
  /** The mode that serves this better, where it is another one. */
  handoff: z.object({ mode: Mode }).optional(),
};

/** The seed's reply kinds with its field names; nothing is renamed, only added. */
export const Reply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nav'), to: z.string(), data: JsonValue, ...common }),
  z.object({
    kind: z.literal('support'),
    topic: z.string(),
    steps: z.array(z.string()).optional(),
    queued: JsonValue.optional(),
    data: JsonValue.optional(),
    ...common,
  }),
  z.object({ kind: z.literal('answer'), data: JsonValue, ...common }),
  z.object({ kind: z.literal('plan'), data: JsonValue, ...common }),
  z.object({ kind: z.literal('npc'), data: JsonValue, ...common }),
  z.object({ kind: z.literal('error'), msg: z.string(), ...common }),
]);
export type Reply = z.infer<typeof Reply>;

export const ChatResponse = z.object({ reply: Reply, session_id: z.string(), run_id: z.string() });
export type ChatResponse = z.infer<typeof ChatResponse>;

export const ChatMessage = z.object({
  role: z.enum(['user', 'assistant', 'system']),
  content: z.string(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;
