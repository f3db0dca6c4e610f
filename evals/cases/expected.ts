import { z } from 'zod';
import { JsonValue } from '../../src/contracts/json.js';
import { StepState } from '../../src/contracts/plan.js';

/**
 * A JSON value in which any part may be a test instead: `{$any: true}`, `{$gone: true}`, `{$re: "..."}`, `{$has: "text"}`,
 * `{$in: [...]}`, `{$near: 5, $by: 0.1}`, `{$min: 1, $max: 3}`.
 */
export const Expected = JsonValue.meta({
  id: 'Expected',
  description:
    'A JSON value; any part of it may be a test: {$any: true}, {$gone: true}, {$re: "..."}, {$has: "text"}, {$in: [...]}, {$near: 5, $by: 0.1}, {$min: 1, $max: 3}',
});
export type Expected = z.infer<typeof Expected>;

/** A piece of text, found without regard to case and spaces; or a regular expression between slashes: `/\d+ USD/i`. */
export const TextTest = z.string().min(1).meta({
  id: 'TextTest',
  description: 'Text that is looked for without regard to case and spaces, or /a regular expression/flags',
});

/** `strict`: these and no others, in this order. `unordered`: these and no others. `superset`: these at least. `subset`: none but these. */
export const Matching = z.enum(['strict', 'unordered', 'superset', 'subset']);
export type Matching = z.infer<typeof Matching>;

const ToolStatus = z
  .union([z.enum(['done', 'failed', 'refused', 'rehearsed']), z.string().regex(/^(failed|refused):[a-z_]+$/)])
  .meta({ description: 'done, failed, failed:CODE, refused, refused:REASON or rehearsed' });

export const ExpectedCall = z.strictObject({
  tool: z.string(),
  args: Expected.optional().describe('Left out: not looked at'),
  match: z
    .enum(['exact', 'subset'])
    .default('exact')
    .describe('subset: arguments that are not named may be anything'),
  status: ToolStatus.default('done'),
});
export type ExpectedCall = z.infer<typeof ExpectedCall>;

const ExpectedCalls = z.union([
  z.array(ExpectedCall).describe('The same as {match: strict, calls}'),
  z.strictObject({ match: Matching, calls: z.array(ExpectedCall) }),
]);

const OneOf = z.union([z.string(), z.array(z.string()).min(1).describe('Any of these')]);

const ExpectedRoute = z.union([
  z.string().describe('The specialist'),
  z.strictObject({
    specialist: OneOf.optional(),
    intent: OneOf.optional(),
    by: z.enum(['rules', 'meaning', 'llm']).optional(),
  }),
]);

const ExpectedNodes = z.union([
  z.array(z.string()).describe('Every node entered, in order; those entered at once in any order'),
  z.strictObject({
    through: z.array(z.string()).default([]).describe('Entered in this order, with others in between'),
    never: z.array(z.string()).default([]),
  }),
]);

const ExpectedPlan = z.union([
  z.literal('none'),
  z.strictObject({
    steps: z.array(z.string()).optional().describe('Tools of all steps, in order of their numbers'),
    after: z
      .record(z.string(), z.array(z.string()))
      .optional()
      .describe('Tools, and the tools whose steps they wait for, directly or not'),
    parallel: z
      .array(z.array(z.string()).min(2))
      .optional()
      .describe('Tools that do not wait for each other'),
    states: z.record(z.string(), z.union([StepState, z.array(StepState)])).optional(),
    replans: z.int().min(0).optional(),
  }),
]);

export const ExpectedApproval = z.strictObject({
  tool: z.string(),
  title: TextTest.optional(),
  args: Expected.optional().describe('What exactly would be done; named arguments only'),
  amount: z.strictObject({ total: z.number(), currency: z.string() }).nullable().optional(),
  details: z.record(z.string(), TextTest).optional().describe('Labels and what stands beside them'),
});
export type ExpectedApproval = z.infer<typeof ExpectedApproval>;

const Decision = z.enum(['pass', 'changed', 'refused']);

const ExpectedPolicy = z.strictObject({
  input: Decision.optional(),
  classes: z
    .array(z.string())
    .optional()
    .describe('Exactly the kinds of secrets and addresses found in the message'),
  tools: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .describe('Refused tools with the reasons; {} for none'),
  reply: Decision.optional(),
});

const ExpectedCitation = z.strictObject({
  id: z.string().optional(),
  title: TextTest.optional(),
  section: TextTest.optional(),
  quote: TextTest.optional(),
});

/** Paths of the services' state and what stands there after the turn; `unchanged` for nothing at all. */
const ExpectedServices = z.union([
  z.literal('unchanged'),
  z
    .record(z.string(), Expected)
    .describe('Exactly the paths that change (commerce.orders.123.status) and their new values'),
]);

const Texts = z.array(TextTest);

/** What is expected of one turn. What is left out is not judged; see the invariants for what always is. */
export const Expectation = z.strictObject({
  rejected: z.string().optional().describe('The turn is not taken at all, with this error code'),
  route: ExpectedRoute.optional(),
  nodes: ExpectedNodes.optional(),
  tools: ExpectedCalls.optional(),
  plan: ExpectedPlan.optional(),
  asks: z.array(ExpectedApproval).optional().describe('Exactly the questions put to the person; [] for none'),
  policy: ExpectedPolicy.optional(),
  kind: z.enum(['nav', 'support', 'answer', 'plan', 'npc', 'error']).optional(),
  reply: Expected.optional().describe(
    'Named fields of the reply: to, topic, handoff, data, choices, degraded',
  ),
  says: Texts.optional(),
  never_says: Texts.optional(),
  judge: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'Statements about the reply that a model is asked about, where it is asked at all: reported, with a gate of their own, and never the reason why a case fails',
    ),
  cites: z.array(ExpectedCitation).optional().describe('Exactly these citations; [] for none'),
  services: ExpectedServices.optional(),
  recalls: Texts.optional().describe('Exactly the memories the turn was given'),
  remembers: Texts.optional().describe('Exactly the memories that are new after the turn'),
  forgets: Texts.optional().describe('Exactly the memories that are gone after the turn'),
  budget: z
    .strictObject({
      tools: z.int().min(0).optional(),
      model_calls: z.int().min(0).optional(),
      tokens: z.int().min(0).optional(),
      cost_usd: z.number().min(0).optional(),
      ms: z.int().min(1).optional().describe('Far from the usual: it is for what hangs or tries in vain'),
    })
    .optional()
    .describe('At most these'),
});
export type Expectation = z.infer<typeof Expectation>;
