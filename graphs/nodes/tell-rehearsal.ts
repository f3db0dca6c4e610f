import type { WouldDo } from '../../src/contracts/chat.js';
import type { PlanStep } from '../../src/contracts/plan.js';
import type { Outcome, Progress } from '../../src/planner/planner.js';
import { openSteps } from '../../src/planner/record.js';
import { resolveReferences } from '../../src/planner/resolve-references.js';
import { tellForeignPlan, tellOpen } from '../../src/planner/rules/replies/foreign-plan.js';
import { frame } from '../../src/planner/rules/replies/frame.js';
import { describeWrite } from '../../src/policy/approval-policy.js';
import type { RunContext } from '../run-context.js';
import { isRehearsed, type Desk } from '../turn.js';

/**
 * The reply to a dry run that came to a write, from the record alone: what was looked up, what would be done, what would
 * not work. Undefined where no write came that far: what a planner says of reads and refusals is true in a dry run too.
 */
export function tellRehearsal({ turn, route, context }: Desk, progress: Progress): Outcome | undefined {
  const { steps } = progress.plan;
  const done = steps.filter(({ state }) => state === 'done');
  const writes = done.filter((step) => isRehearsed(step, context));
  if (writes.length === 0) return undefined;
  const open = openSteps(steps, (tool) => turn.tools.get(tool));
  const reads = done.filter((step) => !isRehearsed(step, context));
  const found = tellForeignPlan(turn, { ...progress, plan: { ...progress.plan, steps: reads } });
  const would = writes.map((step) => wouldDo(step, progress, context));
  const text = [...(reads.length === 0 ? [] : [found.text]), wouldLine(would), ...tellOpen(turn, open)]
    .filter((line) => line !== '')
    .join('\n\n');
  const reply = frame(turn.mode, route.specialist, { ...found, text }, { text, would_do: would });
  return { reply, dialog: turn.dialog };
}

function wouldDo(step: PlanStep, { results }: Progress, context: RunContext): WouldDo {
  const { title, amount } = describeWrite(step.tool, resolveReferences(step.args, results), results);
  const isNamed = title !== `Run ${step.tool}`;
  const asks = context.rehearsal?.asks(step.tool) ?? false;
  return { step_id: step.id, tool: step.tool, title: isNamed ? title : step.label, amount, asks };
}

function wouldLine(would: readonly WouldDo[]): string {
  const lines = would.map(
    ({ title, asks }, index) => `${index + 1}. ${title}${asks ? ' (I would ask you first)' : ''}`,
  );
  return `If this were not a dry run, I would:\n${lines.join('\n')}`;
}
