import { z } from 'zod';
import { JsonObject } from '../../contracts/json.js';
import type { StepDraft } from '../../contracts/plan.js';

const Step = z.object({
  id: z.coerce.number().int().min(1).max(999_999),
  tool: z.string().max(100),
  label: z.string().max(500),
  args: z.record(z.string(), z.unknown()),
  after: z.array(z.coerce.number().int()).max(50),
});

/** More than a plan may hold, so that one that is too long is told so and not refused as no plan. */
const steps = z.array(Step).max(50);

/** What the model answers when it is asked for a plan. */
export const PlanOutput = z.object({
  do: z.enum(['run', 'reply', 'ask']),
  goal: z.string().max(2000),
  steps,
  text: z.string().max(8000),
});
export type PlanOutput = z.infer<typeof PlanOutput>;

/** What it answers when steps failed. */
export const ReplanOutput = z.object({
  do: z.enum(['run', 'stop']),
  goal: z.string().max(2000),
  cause: z.string().max(2000),
  steps,
});
export type ReplanOutput = z.infer<typeof ReplanOutput>;

const MAX_LABEL = 80;

/** The steps as the graph takes them: a label of one short line, plain JSON as arguments. */
export function toDrafts(output: readonly z.infer<typeof Step>[]): StepDraft[] {
  return output.map(({ id, tool, label, args, after }) => ({
    id,
    tool,
    label: oneLine(label, MAX_LABEL) || tool,
    args: JsonObject.parse(args),
    after: [...new Set(after)],
  }));
}

export function oneLine(text: string, max: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= max ? line : `${line.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
